/**
 * Random tokens that repeat. Each row has a cycle of its own, p different tokens in random order, and walks along it; now
 * and then it jumps to another place of the cycle. Nothing can be known about a token's successor the first time; after
 * that, everything but the jumps, if the model can look back for the last time it was here and copy what came next. That
 * is induction, and it needs two layers: heads of the first must mark each token with tokens before it, so that heads of
 * the second can find it. The jumps matter: without them a model can count places instead. So do the rows of habit, in
 * which each token follows from the one before the last by a rule that all rows share: as in any language, they make
 * looking at earlier tokens pay from the start.
 *
 * @see Olsson et al. 2022, "In-context Learning and Induction Heads", arXiv:2209.11895; Bietti et al. 2023,
 *   arXiv:2306.00802 (bigrams of the context beside global ones, learned by small models)
 */
import { createRandom, type Random } from '@glassbox/kernels/random';
import type { Batch } from '../../data/batch-source.ts';
import { checkBetween, checkWholeBetween } from '../../foundations/check-between.ts';
import { checkWhole } from '../../foundations/check-whole.ts';
import { mixSeed } from '../../foundations/random.ts';
import { measureInduction } from '../induction.ts';
import { drawDistinct } from './draw-distinct.ts';
import { drawRepeats, type RepeatsSpec } from './repeat-rows.ts';
import type { Task } from './task.ts';

const DEFAULT_JUMP = 0.25;
const DEFAULT_HABITS = 0.5;
/** Share of tokens in rows of habit that are drawn at random. */
const HABIT_NOISE = 0.2;

/**
 * Returns the task of repeated tokens; its measures are those of `measureInduction`, on rows that repeat without a jump.
 *
 * @throws ConfigError if a number is out of range
 */
export function repeatsTask(spec: RepeatsSpec): Task {
  checkRepeats(spec);
  const { jump = DEFAULT_JUMP, habits = DEFAULT_HABITS } = spec;
  const rule = drawDistinct(createRandom(spec.vocabSize), spec.vocabSize, spec.vocabSize); // the same for every run
  return {
    vocabSize: spec.vocabSize,
    blockSize: spec.length - 1,
    batch({ seed, index, batchSize }) {
      const random = createRandom(mixSeed(seed, index, 0));
      const ofHabit = Math.round(habits * batchSize);
      const walks = drawRepeats(spec, { seed: mixSeed(seed, index, 2), count: batchSize - ofHabit, jump });
      return nextTokenRows([
        ...walks.map(({ tokenIds }) => tokenIds),
        ...Array.from({ length: ofHabit }, () => drawHabit(random, rule, spec.length)),
      ]);
    },
    measure: (model, { seed, count, signal }) =>
      measureInduction(model, drawRepeats(spec, { seed: mixSeed(seed, 0, 1), count }), signal),
  };
}

/** A row in which token t + 1 follows from token t − 1 by the rule, but for the noise. */
function drawHabit(random: Random, rule: readonly number[], length: number): Int32Array {
  const tokenIds = new Int32Array(length);
  for (let place = 0; place < length; place++) {
    const fresh = place < 2 || random.next() < HABIT_NOISE;
    tokenIds[place] = fresh ? Math.floor(random.next() * rule.length) : (rule[tokenIds[place - 2] ?? 0] ?? 0);
  }
  return tokenIds;
}

/** Rows of T + 1 tokens as a batch [B, T]: inputs, and the same moved on by one. */
export function nextTokenRows(rows: readonly Int32Array[]): Batch {
  const T = (rows[0]?.length ?? 1) - 1;
  return {
    inputs: Int32Array.from(rows.flatMap((tokenIds) => [...tokenIds.subarray(0, T)])),
    targets: Int32Array.from(rows.flatMap((tokenIds) => [...tokenIds.subarray(1)])),
    shape: [rows.length, T],
  };
}

function checkRepeats({ vocabSize, length, minPeriod, maxPeriod, jump = 0, habits = 0 }: RepeatsSpec): void {
  checkWhole('repeats', 'length', length, 4);
  checkWhole('repeats', 'vocabSize', vocabSize, 2);
  checkWhole('repeats', 'minPeriod', minPeriod, 2);
  checkWholeBetween('repeats', 'maxPeriod', maxPeriod, minPeriod, Math.min(vocabSize, Math.floor(length / 2)));
  checkBetween('repeats', 'jump', jump, 0, 1);
  checkBetween('repeats', 'habits', habits, 0, 1);
}
