/** Checks of numbers that have two ends, where settings come in. */
import { ConfigError } from './errors.ts';

/** Throws a ConfigError naming `field` unless `value` is a number from `least` to `most`, both included. */
export function checkBetween(where: string, field: string, value: number, least: number, most: number): void {
  if (value >= least && value <= most) return;
  throw new ConfigError(
    `${where}: ${field} is ${value}; a number from ${least} to ${most} was needed; change it.`,
    field,
  );
}

/** Throws a ConfigError naming `field` unless `value` is a whole number from `least` to `most`, both included. */
export function checkWholeBetween(where: string, field: string, value: number, least: number, most: number): void {
  if (Number.isInteger(value) && value >= least && value <= most) return;
  throw new ConfigError(
    `${where}: ${field} is ${value}; a whole number from ${least} to ${most} was needed; change it.`,
    field,
  );
}

/** Throws a ConfigError naming `field` unless `value` is a number above 0. */
export function checkPositive(where: string, field: string, value: number): void {
  if (value > 0 && Number.isFinite(value)) return;
  throw new ConfigError(`${where}: ${field} is ${value}; a number above 0 was needed; change it.`, field);
}
