/**
 * From logits to one token, on the CPU and in double precision: the same seed gives the same text on every backend
 * whose logits agree, and no GPU sampler's quirks get in.
 */
import type { Random } from '@glassbox/kernels';
import { ConfigError } from '../foundations/errors.ts';

/** How a token is chosen from its scores. */
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
  const ranked = scores.slice().sort(); // ascending; sorting plain numbers is many times faster than sorting ids
  const highest = at(ranked, ranked.length - 1);
  const weights = new Float64Array(Math.min(topK, ranked.length)); // descending
  for (let rank = 0; rank < weights.length; rank++) {
    weights[rank] = Math.exp((at(ranked, ranked.length - 1 - rank) - highest) / temperature);
  }
  const nucleus = weights.subarray(0, nucleusSize(weights, topP));
  return highestOnly(softmaxParts(scores, temperature, sum(nucleus)), scores, ranked, nucleus.length);
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
  for (let id = 0; id < probabilities.length; id++) {
    const probability = probabilities[id] ?? 0;
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
  const weights = softmaxParts(logits, temperature, 1);
  const total = sum(weights);
  for (let id = 0; id < weights.length; id++) weights[id] = (weights[id] ?? 0) / total;
  return weights;
}

/** exp((logit − highest)/temperature)/total of every token. */
function softmaxParts(logits: Float32Array, temperature: number, total: number): Float64Array {
  const highest = at(logits, indexOfLargest(logits));
  const parts = new Float64Array(logits.length);
  for (let id = 0; id < parts.length; id++) parts[id] = Math.exp((at(logits, id) - highest) / temperature) / total;
  return parts;
}

/** How many of the sorted weights reach the share topP together; at least 1. */
function nucleusSize(sortedWeights: Float64Array, topP: number): number {
  if (topP === 1) return sortedWeights.length;
  const enough = topP * sum(sortedWeights);
  let running = 0;
  for (const [rank, weight] of sortedWeights.entries()) {
    running += weight;
    if (running >= enough) return rank + 1;
  }
  return sortedWeights.length;
}

/** Sets to 0 all but the `count` highest scores' probabilities; of ids with the lowest kept score the first ones stay. */
function highestOnly(
  probabilities: Float64Array,
  scores: Float32Array,
  ranked: Float32Array,
  count: number,
): Float64Array {
  const lowest = at(ranked, ranked.length - count);
  let room = count; // for ids with the lowest score
  for (let rank = ranked.length - 1; at(ranked, rank) > lowest; rank--) room--;
  for (let id = 0; id < scores.length; id++) {
    const score = at(scores, id);
    if (score < lowest || (score === lowest && room-- <= 0)) probabilities[id] = 0;
  }
  return probabilities;
}

function sum(values: Float64Array): number {
  let total = 0;
  for (const value of values) total += value;
  return total;
}

function at(values: Float32Array, index: number): number {
  return values[index] ?? Number.NaN;
}
