/**
 * From logits to one token, on the CPU and in double precision: the same seed gives the same text on every backend
 * whose logits agree, and no GPU sampler's quirks get in.
 */
import type { Random } from '@glassbox/kernels';
import { ConfigError } from '../foundations/errors.ts';

export interface SamplingOptions {
  /** Divides the logits: below 1 bolder, above 1 wilder; 0 always takes the likeliest token. Default 1. */
  readonly temperature?: number;
  /** Only the K likeliest tokens stay. Default: all. */
  readonly topK?: number;
  /** Only the likeliest tokens that together reach this share stay, in (0, 1]. Default 1. */
  readonly topP?: number;
}

/**
 * Returns the probability of every token after temperature, then top-k, then top-p; those cut off get 0, the rest sum
 * to 1. Equal logits are cut in order of id.
 *
 * @param logits [V]
 * @throws ConfigError if an option is out of range
 * @see Fan et al. 2018, arXiv:1805.04833 (top-k); Holtzman et al. 2020, arXiv:1904.09751, eq. 3 (top-p)
 */
export function tokenProbabilities(logits: Float32Array, options: SamplingOptions = {}): Float64Array {
  const { temperature = 1, topK = logits.length, topP = 1 } = options;
  checkSampling(options);
  const order = Array.from(logits.keys()).sort((a, b) => at(logits, b) - at(logits, a) || a - b);
  const kept = order.slice(0, temperature === 0 ? 1 : topK);
  const highest = at(logits, kept[0] ?? 0);
  const weights = kept.map((id) => (temperature === 0 ? 1 : Math.exp((at(logits, id) - highest) / temperature)));
  const nucleus = nucleusSize(weights, topP);
  const total = sum(weights.slice(0, nucleus));
  const probabilities = new Float64Array(logits.length);
  for (let rank = 0; rank < nucleus; rank++) probabilities[kept[rank] ?? 0] = (weights[rank] ?? 0) / total;
  return probabilities;
}

/** Returns an id drawn with the given probabilities: the first whose running sum exceeds a uniform draw. */
export function drawToken(probabilities: Float64Array, random: Random): number {
  const threshold = random.next();
  let running = 0;
  let last = 0;
  for (const [id, probability] of probabilities.entries()) {
    if (probability === 0) continue;
    running += probability;
    last = id;
    if (threshold < running) return id;
  }
  return last; // rounding left the sum a hair below 1
}

/** Throws a ConfigError that names the first option out of range. */
export function checkSampling({ temperature = 1, topK = 1, topP = 1 }: SamplingOptions): void {
  if (!(temperature >= 0 && Number.isFinite(temperature))) {
    throw new ConfigError(
      `sampling: temperature is ${temperature}; a number from 0 up was needed; 1 samples as trained.`,
      'temperature',
    );
  }
  if (!(Number.isInteger(topK) && topK >= 1)) {
    throw new ConfigError(
      `sampling: topK is ${topK}; a whole number from 1 up was needed; leave it out to keep all tokens.`,
      'topK',
    );
  }
  if (!(topP > 0 && topP <= 1)) {
    throw new ConfigError(
      `sampling: topP is ${topP}; a number above 0, up to 1, was needed; leave it out to keep all tokens.`,
      'topP',
    );
  }
}

/** How many of the sorted weights reach the share topP together; at least 1. */
function nucleusSize(sortedWeights: readonly number[], topP: number): number {
  if (topP === 1) return sortedWeights.length;
  const enough = topP * sum(sortedWeights);
  let running = 0;
  for (const [rank, weight] of sortedWeights.entries()) {
    running += weight;
    if (running >= enough) return rank + 1;
  }
  return sortedWeights.length;
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

function at(values: Float32Array, index: number): number {
  return values[index] ?? Number.NaN;
}
