/**
 * The task of grokking: a + b mod p as four tokens `a b =` → `c`, from a fixed share of the whole table. A model first
 * learns its share by heart and only long after gets the rest right, all at once.
 *
 * @see Power et al. 2022, arXiv:2201.02177
 */
import { createRandom } from '@glassbox/kernels/random';
import type { Batch } from '../../data/batch-source.ts';
import { createBreather } from '../../foundations/breathe.ts';
import { checkBetween, checkWholeBetween } from '../../foundations/check-between.ts';
import { mixSeed } from '../../foundations/random.ts';
import type { Gpt } from '../../model/gpt.ts';
import { argmax } from '../argmax.ts';
import { meanLossOfRows } from '../mean-loss.ts';
import type { Task } from './task.ts';

/** Addition modulo p from a share of its table. */
export interface ModularSpec {
  readonly name: 'modular';
  /** p: the numbers are 0 … p − 1. */
  readonly modulus: number;
  /** Share of the p² sums that is trained on, 0…1; at least one sum is, and one is not. */
  readonly trainFraction: number;
  /** Which sums those are; the same for all seeds of a sweep. */
  readonly splitSeed: number;
}

type Sum = readonly [a: number, b: number];
const LENGTH = 3;
const ROWS = 512;

/**
 * Returns the task of modular addition. Its measures: `trainAccuracy`, `testAccuracy`, `trainNats`, `testNats`, each on
 * at most `count` sums.
 *
 * @throws ConfigError if a number is out of range
 */
export function modularTask(spec: ModularSpec): Task {
  checkWholeBetween('modular', 'modulus', spec.modulus, 2, 1000);
  checkBetween('modular', 'trainFraction', spec.trainFraction, 0, 1);
  const { train, test } = splitTable(spec);
  return {
    vocabSize: spec.modulus + 1, // and '='
    blockSize: LENGTH,
    batch({ seed, index, batchSize }) {
      const random = createRandom(mixSeed(seed, index));
      const chosen = Array.from(
        { length: batchSize },
        (): Sum => train[Math.floor(random.next() * train.length)] ?? [0, 0],
      );
      return rowsOf(chosen, spec.modulus);
    },
    async measure(model, { count, signal }) {
      const onTrain = await measureSums(model, train.slice(0, count), signal);
      const onTest = await measureSums(model, test.slice(0, count), signal);
      return {
        trainAccuracy: onTrain.accuracy,
        testAccuracy: onTest.accuracy,
        trainNats: onTrain.nats,
        testNats: onTest.nats,
      };
    },
  };
}

function splitTable({ modulus, trainFraction, splitSeed }: ModularSpec): { train: Sum[]; test: Sum[] } {
  const random = createRandom(splitSeed);
  const sums = Array.from({ length: modulus ** 2 }, (_, i): Sum => [Math.floor(i / modulus), i % modulus])
    .map((sum) => ({ sum, key: random.next() }))
    .sort((x, y) => x.key - y.key)
    .map(({ sum }) => sum);
  const trainCount = Math.min(sums.length - 1, Math.max(1, Math.round(trainFraction * sums.length)));
  return { train: sums.slice(0, trainCount), test: sums.slice(trainCount) };
}

/** Rows `a b =`; only what follows `=` counts. */
function rowsOf(sums: readonly Sum[], modulus: number): Batch {
  return {
    inputs: Int32Array.from(sums.flatMap(([a, b]) => [a, b, modulus])),
    targets: Int32Array.from(sums.flatMap(([a, b]) => [-1, -1, (a + b) % modulus])),
    shape: [sums.length, LENGTH],
  };
}

async function measureSums(
  model: Gpt,
  sums: readonly Sum[],
  signal: AbortSignal | undefined,
): Promise<{ accuracy: number; nats: number }> {
  const parts = Array.from({ length: Math.ceil(sums.length / ROWS) }, (_, part) =>
    rowsOf(sums.slice(part * ROWS, (part + 1) * ROWS), model.config.vocabSize - 1),
  );
  const breathe = createBreather();
  let right = 0;
  for (const { inputs, targets, shape } of parts) {
    signal?.throwIfAborted();
    const logits = model.logitsAt(inputs, shape, LENGTH - 1); // [B, V]
    try {
      const values = await logits.data();
      const V = model.config.vocabSize;
      for (let row = 0; row < shape[0]; row++) {
        if (argmax(values.subarray(row * V, (row + 1) * V)) === targets[row * LENGTH + LENGTH - 1]) right++;
      }
    } finally {
      logits.dispose();
    }
    await breathe();
  }
  return { accuracy: right / sums.length, nats: await meanLossOfRows(model, parts, breathe) };
}
