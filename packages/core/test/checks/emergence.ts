/** A sweep measures, goes on exactly where it stopped, refuses what is not its own, and leaves no tensor behind. */
import { memory } from '@tensorflow/tfjs-core';
import {
  createTask,
  drawRepeats,
  findSweepResults,
  headScores,
  prefixMatchingScore,
  type SweepPoint,
  type SweepSettings,
  sweep,
  type TaskSpec,
} from '../../src/emergence/index.ts';
import { createGpt, type Directory, inspect, memoryDirectory, writeSafetensors } from '../../src/index.ts';
import { assertClose, assertEqual, assertThrows, type Check } from './check.ts';

const SETTINGS: SweepSettings = {
  task: { name: 'addition', digits: 1 },
  sizes: [{ name: 'tiny', nLayer: 1, nHead: 1, nEmbd: 4 }], // one: every shape costs a browser its shaders
  seeds: [1, 2],
  steps: [0, 2, 3],
  batchSize: 4,
  learningRate: 0.01,
  warmupSteps: 1,
  testCount: 3,
};
const REPEATS = { name: 'repeats', vocabSize: 6, length: 9, minPeriod: 2, maxPeriod: 4 } as const;

/** Runs a sweep, leaving the loop after each `stopAfter` reports and beginning again, and returns its points. */
async function runSweep(directory: Directory, stopAfter = Number.POSITIVE_INFINITY): Promise<readonly SweepPoint[]> {
  for (let again = true; again; ) {
    again = false;
    let reports = 0;
    for await (const _ of sweep(SETTINGS, { directory })) {
      if (++reports < stopAfter) continue;
      again = true;
      break;
    }
  }
  return (await findSweepResults(directory))?.points ?? [];
}

/** Everything but the time it took. */
const untimed = (points: readonly SweepPoint[]) => points.map(({ seconds: _, ...point }) => point);

const leakCalls: Readonly<Record<string, () => Promise<unknown>>> = {
  'a whole sweep': () => runSweep(memoryDirectory()),
  'a sweep that was left early': async () => {
    for await (const { kind } of sweep(SETTINGS)) if (kind === 'step') break;
  },
  'a sweep that was refused': async () => {
    const directory = memoryDirectory();
    await directory.write('sweep.json', new TextEncoder().encode('{}'));
    await assertThrows(() => runSweep(directory), /sweep.json/, 'damaged results');
  },
  'a sweep whose saved run is damaged': async () => {
    const directory = memoryDirectory();
    await directory.write('sweep-run.safetensors', writeSafetensors([], { 'glassbox.sweep-run': '{"step":-1}' }));
    await assertThrows(() => runSweep(directory), /sweep-run.safetensors: its state/, 'a damaged state');
  },
  'measuring every task': async () => {
    const specs: TaskSpec[] = [
      { name: 'chain', maxSteps: 2, scratchpad: true },
      REPEATS,
      { name: 'rules', modulus: 5, shots: 2, family: 'shift' },
      { name: 'modular', modulus: 5, trainFraction: 0.5, splitSeed: 1 },
    ];
    for (const task of specs.map(createTask)) {
      const { vocabSize, blockSize } = task;
      const model = createGpt({ vocabSize, blockSize, nLayer: 1, nHead: 1, nEmbd: 4 }, { seed: 1 });
      const measures = await task.measure(model, { seed: 1, count: 3 });
      model.dispose();
      const odd = Object.entries(measures).find(([, value]) => !Number.isFinite(value));
      assertEqual(odd, undefined, 'a measure that is no number');
    }
  },
};

export const emergenceChecks: readonly Check[] = [
  {
    title: 'a sweep that is left after every third report ends with the points of one that is not',
    async run() {
      const whole = await runSweep(memoryDirectory());
      assertEqual(
        whole.map(({ seed, step }) => [seed, step]),
        SETTINGS.seeds.flatMap((seed) => SETTINGS.steps.map((step) => [seed, step])),
        'points',
      );
      assertEqual(untimed(await runSweep(memoryDirectory(), 3)), untimed(whole), 'points after interruptions');
    },
  },
  {
    title: 'a sweep whose last save is older than its points computes those again, to the same numbers',
    async run() {
      const directory = memoryDirectory();
      const whole = await runSweep(directory);
      const results = await findSweepResults(directory);
      const cut = { ...results, points: whole.slice(0, 5) }; // the run of these points has lost its save
      await directory.write('sweep.json', new TextEncoder().encode(JSON.stringify(cut)));
      assertEqual(untimed(await runSweep(directory)), untimed(whole), 'points');
    },
  },
  {
    title: 'a sweep refuses a folder of other settings and names the difference',
    async run() {
      const directory = memoryDirectory();
      for await (const _ of sweep({ ...SETTINGS, steps: [0] }, { directory }));
      const other = sweep({ ...SETTINGS, steps: [0], batchSize: 3 }, { directory });
      await assertThrows(() => other.next(), /batchSize 4; 3 was needed/, 'another batch size');
    },
  },
  {
    title: 'a sweep that is aborted ends without an error, has saved, and goes on from there',
    async run() {
      const directory = memoryDirectory();
      const controller = new AbortController();
      let last = 0;
      for await (const report of sweep(SETTINGS, { directory, signal: controller.signal })) {
        if (report.kind !== 'step') continue;
        last = report.step;
        controller.abort();
      }
      assertEqual(last, 1, 'steps before the abort');
      const again = sweep(SETTINGS, { directory });
      const next = await again.next();
      await again.return(); // frees the model
      assertEqual(next.value?.kind === 'step' && next.value.step, 2, 'the step after it');
    },
  },
  {
    title: 'heads are scored by the attention that inspect gives',
    async run() {
      const model = createGpt({ vocabSize: 6, blockSize: 9, nLayer: 2, nHead: 2, nEmbd: 8 }, { seed: 3 });
      const rows = drawRepeats(REPEATS, { seed: 1, count: 1 });
      const [row] = rows;
      if (!row) throw new Error('no row');
      const { attention } = await inspect(model, row.tokenIds);
      const expected = [0, 1, 2, 3].map((head) =>
        prefixMatchingScore(attention.values.subarray(head * 81, (head + 1) * 81), { length: 9, period: row.period }),
      );
      const { prefixMatching } = await headScores(model, rows);
      assertClose(prefixMatching.flat(), expected, 1e-6, 'prefix matching');
      model.dispose();
    },
  },
  ...Object.entries(leakCalls).map(([name, call]) => ({
    title: `no tensor is left behind by ${name}`,
    async run() {
      await call(); // the first call may build what the backend keeps
      const before = memory().numTensors;
      await call();
      assertEqual(memory().numTensors, before, 'tensors');
    },
  })),
];
