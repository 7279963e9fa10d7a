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
  /** Above 1 makes tokens that occurred before less likely; 1.2 is the paper's choice. Default 1: no penalty. */
  readonly repetitionPenalty?: number;
}

/**
 * Returns the probability of every token after the repetition penalty, then temperature, then top-k, then top-p; those
 * cut off get 0, the rest sum to 1. Equal logits are cut in order of id.
 *
 * The penalty θ divides the logit of a token seen before by θ where it is positive and multiplies it where negative, so
 * that it always falls. The paper divides whatever the sign; this is its form in Hugging Face's library.
 *
 * @param logits [V]
 * @param seen ids that occurred before, for the penalty
 * @throws ConfigError if an option is out of range
 * @see Fan et al. 2018, arXiv:1805.04833 (top-k); Holtzman et al. 2020, arXiv:1904.09751, eq. 3 (top-p); Keskar et al.
 *   2019, arXiv:1909.05858, section 4.1 (repetition penalty)
 */
export function tokenProbabilities(
  logits: Float32Array,
  options: SamplingOptions = {},
  seen: Iterable<number> = [],
): Float64Array {
  const { temperature = 1, topK = logits.length, topP = 1, repetitionPenalty = 1 } = options;
  checkSampling(options);
  const scores = repetitionPenalty === 1 ? logits : penalised(logits, repetitionPenalty, seen);
  if (temperature === 0) return oneHot(scores.length, indexOfLargest(scores));
  if (topK >= scores.length && topP === 1) return softmax(scores, temperature);
  const order = Array.from(scores.keys()).sort((a, b) => at(scores, b) - at(scores, a) || a - b);
  const kept = order.slice(0, topK);
  const highest = at(scores, kept[0] ?? 0);
  const weights = kept.map((id) => Math.exp((at(scores, id) - highest) / temperature));
  const nucleus = nucleusSize(weights, topP);
  const total = sum(weights.slice(0, nucleus));
  const probabilities = new Float64Array(scores.length);
  for (let rank = 0; rank < nucleus; rank++) probabilities[kept[rank] ?? 0] = (weights[rank] ?? 0) / total;
  return probabilities;
}

/** Returns log softmax(logits)[tokenId] in nats, before any temperature, cut or penalty. */
export function logProbOf(logits: Float32Array, tokenId: number): number {
  const highest = at(logits, indexOfLargest(logits));
  let total = 0;
  for (const logit of logits) total += Math.exp(logit - highest);
  return at(logits, tokenId) - highest - Math.log(total);
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
export function checkSampling({ temperature = 1, topK = 1, topP = 1, repetitionPenalty = 1 }: SamplingOptions): void {
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
  if (!(repetitionPenalty > 0 && Number.isFinite(repetitionPenalty))) {
    throw new ConfigError(
      `sampling: repetitionPenalty is ${repetitionPenalty}; a number above 0 was needed; 1 leaves the odds alone.`,
      'repetitionPenalty',
    );
  }
}

function penalised(logits: Float32Array, penalty: number, seen: Iterable<number>): Float32Array {
  const scores = logits.slice();
  for (const id of new Set(seen)) {
    if (id in scores) scores[id] = at(logits, id) > 0 ? at(logits, id) / penalty : at(logits, id) * penalty;
  }
  return scores;
}

/** The first of the largest values. */
function indexOfLargest(values: Float32Array): number {
  let best = 0;
  for (let i = 1; i < values.length; i++) if (at(values, i) > at(values, best)) best = i;
  return best;
}

function oneHot(length: number, index: number): Float64Array {
  const probabilities = new Float64Array(length);
  probabilities[index] = 1;
  return probabilities;
}

function softmax(logits: Float32Array, temperature: number): Float64Array {
  const highest = at(logits, indexOfLargest(logits));
  const weights = Float64Array.from(logits, (logit) => Math.exp((logit - highest) / temperature));
  const total = weights.reduce((running, weight) => running + weight, 0);
  return weights.map((weight) => weight / total);
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
