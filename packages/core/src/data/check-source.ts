/** The checks that every data source makes of its options. */
import { ConfigError } from '../foundations/errors.ts';

/** What every data source is told. */
export interface SourceOptions {
  /** Rows per batch, B. */
  readonly batchSize: number;
  /** The longest row, T. */
  readonly blockSize: number;
  readonly seed: number;
}

/** Throws a ConfigError naming the first option that is out of range. */
export function checkSource(where: string, { batchSize, blockSize, seed }: SourceOptions): void {
  for (const [field, value] of Object.entries({ batchSize, blockSize })) {
    if (Number.isInteger(value) && value >= 1) continue;
    throw new ConfigError(`${where}: ${field} is ${value}; a whole number from 1 up was needed; change it.`, field);
  }
  if (!Number.isInteger(seed)) {
    throw new ConfigError(`${where}: seed is ${seed}; a whole number was needed; pass one such as 1.`, 'seed');
  }
}

/** Throws a ConfigError unless the fraction lies between 0 and 1, neither included. */
export function checkFraction(where: string, field: string, value: number, usual: string): void {
  if (value > 0 && value < 1) return;
  throw new ConfigError(
    `${where}: ${field} is ${value}; a number between 0 and 1 was needed; ${usual} is usual.`,
    field,
  );
}
