/** Checks the numbers of settings where they come in. */
import { ConfigError } from '../foundations/errors.ts';

/** Throws a ConfigError that names the first value that is no whole number from `least` to `most`. */
export function checkWhole(
  where: string,
  values: Readonly<Record<string, number>>,
  least: number,
  most: number = Number.MAX_SAFE_INTEGER,
): void {
  for (const [field, value] of Object.entries(values)) {
    if (Number.isInteger(value) && value >= least && value <= most) continue;
    const range = most === Number.MAX_SAFE_INTEGER ? `from ${least} up` : `from ${least} to ${most}`;
    throw new ConfigError(`${where}: ${field} is ${value}; a whole number ${range} was needed; change it.`, field);
  }
}

/** Throws a ConfigError that names the first value that is not above 0 and below 1. */
export function checkFraction(where: string, values: Readonly<Record<string, number>>): void {
  for (const [field, value] of Object.entries(values)) {
    if (value > 0 && value < 1) continue;
    throw new ConfigError(`${where}: ${field} is ${value}; a number between 0 and 1 was needed; change it.`, field);
  }
}
