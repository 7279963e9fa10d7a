/** The one check that nearly every call with a count or a seed makes. */
import { ConfigError } from './errors.ts';

/** Throws a ConfigError naming `field` unless `value` is a whole number from `least` up; by default negative ones pass too. */
export function checkWhole(where: string, field: string, value: number, least = Number.MIN_SAFE_INTEGER): void {
  if (Number.isInteger(value) && value >= least) return;
  const range = least === Number.MIN_SAFE_INTEGER ? '' : ` from ${least} up`;
  throw new ConfigError(`${where}: ${field} is ${value}; a whole number${range} was needed; change it.`, field);
}
