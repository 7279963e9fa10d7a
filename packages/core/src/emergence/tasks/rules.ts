/**
 * Few-shot learning in its smallest form: each row hides a rule y = (a·x + b) mod m, shows pairs x y, and the model must
 * give each y. The k-th pair is a question with k examples in the prompt, so one pass gives the whole curve of accuracy
 * against shots. Rules of the test part are never trained on: what is learned is how to find a rule, not the rules.
 *
 * @see Brown et al. 2020, arXiv:2005.14165, figure 1.2; Garg et al. 2022, arXiv:2208.01066
 */
import { createRandom } from '@glassbox/kernels/random';
import type { Batch } from '../../data/batch-source.ts';
import { createBreather } from '../../foundations/breathe.ts';
import { checkWholeBetween } from '../../foundations/check-between.ts';
import { mixSeed } from '../../foundations/random.ts';
import type { Gpt } from '../../model/gpt.ts';
import { argmax } from '../argmax.ts';
import { drawDistinct } from './draw-distinct.ts';
import type { Measures, Task } from './task.ts';

/** Hidden rules y = (a·x + b) mod m, shown by examples. */
export interface RulesSpec {
  readonly name: 'rules';
  /** m: numbers are 0 … m − 1, one token each. */
  readonly modulus: number;
  /** Pairs per row, so 0 … shots − 1 examples before each question. */
  readonly shots: number;
  /** 'shift': a is 1, one example is enough. 'affine': a is 1 … m − 1, two are needed (m prime). */
  readonly family: 'shift' | 'affine';
}

/** Share of the rules that no training row uses. */
const TEST_SHARE = 0.2;
const ROWS = 128;

interface Rule {
  readonly a: number;
  readonly b: number;
}

/**
 * Returns the task of hidden rules. Its measures: `accuracy.K`, the share of right answers after K examples under rules
 * never trained on; `fewShotGain`, the last of them less `accuracy.0`.
 *
 * @throws ConfigError if a number is out of range
 */
export function rulesTask(spec: RulesSpec): Task {
  checkWholeBetween('rules', 'modulus', spec.modulus, 5, 1000);
  checkWholeBetween('rules', 'shots', spec.shots, 2, spec.modulus);
  const { train, test } = splitRules(spec);
  return {
    vocabSize: spec.modulus,
    blockSize: 2 * spec.shots,
    batch: ({ seed, index, batchSize }) => drawRows(spec, train, { seed: mixSeed(seed, index, 0), count: batchSize }),
    async measure(model, { seed, count, signal }) {
      const rows = drawRows(spec, test, { seed: mixSeed(seed, 0, 1), count });
      return accuracyByShots(model, rows, spec, signal);
    },
  };
}

function splitRules({ modulus, family }: RulesSpec): { train: Rule[]; test: Rule[] } {
  const factors = family === 'shift' ? [1] : Array.from({ length: modulus - 1 }, (_, i) => i + 1);
  const rules = factors.flatMap((a) => Array.from({ length: modulus }, (_, b) => ({ a, b })));
  const random = createRandom(mixSeed(modulus, rules.length)); // one split per family, whatever the run's seed
  const shuffled = rules
    .map((rule) => ({ rule, key: random.next() }))
    .sort((x, y) => x.key - y.key)
    .map(({ rule }) => rule);
  const testCount = Math.max(1, Math.floor(TEST_SHARE * rules.length));
  return { test: shuffled.slice(0, testCount), train: shuffled.slice(testCount) };
}

/** Rows x₁ y₁ x₂ y₂ …; the loss counts on the y only. No x occurs twice in a row. */
function drawRows(
  { modulus, shots }: RulesSpec,
  rules: readonly Rule[],
  { seed, count }: { seed: number; count: number },
): Batch {
  const random = createRandom(seed);
  const inputs = new Int32Array(count * 2 * shots);
  const targets = new Int32Array(inputs.length).fill(-1);
  for (let row = 0; row < count; row++) {
    const { a, b } = rules[Math.floor(random.next() * rules.length)] ?? { a: 1, b: 0 };
    for (const [shot, x] of drawDistinct(random, modulus, shots).entries()) {
      const place = (row * shots + shot) * 2;
      const y = (a * x + b) % modulus;
      inputs.set([x, y], place);
      targets[place] = y;
    }
  }
  return { inputs, targets, shape: [count, 2 * shots] };
}

async function accuracyByShots(model: Gpt, rows: Batch, spec: RulesSpec, signal?: AbortSignal): Promise<Measures> {
  const [count, T] = rows.shape;
  const V = spec.modulus;
  const right = new Float64Array(spec.shots);
  const breathe = createBreather();
  for (let first = 0; first < count; first += ROWS) {
    signal?.throwIfAborted();
    const B = Math.min(ROWS, count - first);
    const logits = model.forward(rows.inputs.slice(first * T, (first + B) * T), [B, T]); // [B, T, V]
    try {
      const values = await logits.data();
      for (let place = 0; place < B * T; place++) {
        const target = rows.targets[first * T + place] ?? -1;
        if (target < 0 || argmax(values.subarray(place * V, (place + 1) * V)) !== target) continue;
        right[Math.floor((place % T) / 2)] = (right[Math.floor((place % T) / 2)] ?? 0) + 1;
      }
    } finally {
      logits.dispose();
    }
    await breathe();
  }
  const accuracies = Array.from(right, (number) => number / count);
  const byShots = Object.fromEntries(accuracies.map((accuracy, shot) => [`accuracy.${shot}`, accuracy]));
  return { ...byShots, fewShotGain: (accuracies.at(-1) ?? Number.NaN) - (accuracies[0] ?? Number.NaN) };
}
