/**
 * The optional long recipe: grokking. A model learns half of a table of a + b mod p by heart, and much later, under weight
 * decay, gets the other half right too. `node src/recipes/grokking.ts` takes about half an hour on one core, is not part of
 * `pnpm recipes`, and goes on where it stopped, from `.runs/grokking`.
 *
 * @see Power et al. 2022, arXiv:2201.02177
 */
import { selectBackend } from '@glassbox/core';
import { findSweepResults, type SweepSettings, sweep } from '@glassbox/core/emergence';
import { nodeDirectory } from '@glassbox/core/node';
import { writeResult } from './results.ts';
import { inPackage } from './texts.ts';

const MODULUS = 59;
const EVERY = 250;
const MAX_STEPS = 10_000;
/** A share right that counts as known. */
const KNOWN = 0.95;

const settings: SweepSettings = {
  task: { name: 'modular', modulus: MODULUS, trainFraction: 0.5, splitSeed: 1 },
  sizes: [{ name: '1 × 128', nLayer: 1, nHead: 4, nEmbd: 128 }],
  seeds: [1],
  steps: Array.from({ length: MAX_STEPS / EVERY }, (_, index) => (index + 1) * EVERY),
  batchSize: 512,
  learningRate: 1e-3,
  minLearningRate: 1e-3,
  warmupSteps: 10,
  beta2: 0.98,
  weightDecay: 1,
  testCount: 2000,
};

const backend = await selectBackend();
const directory = nodeDirectory(inPackage('.runs/grokking'));
for await (const report of sweep(settings, { directory })) {
  if (report.kind === 'step') continue;
  const { step, measures } = report.point;
  console.log(`step ${step}: known ${measures.trainAccuracy?.toFixed(3)}, new ${measures.testAccuracy?.toFixed(3)}`);
}
const points = (await findSweepResults(directory))?.points ?? [];
const firstAbove = (measure: string) =>
  points.find(({ measures }) => (measures[measure] ?? 0) >= KNOWN)?.step ?? 'never';
await writeResult({
  name: 'grokking',
  title: 'Grokking: by heart first, understood later',
  summary:
    `Addition modulo ${MODULUS}, half of the table to learn from. ${KNOWN * 100} % of what was learned from is right from step ` +
    `${firstAbove('trainAccuracy')} on, ${KNOWN * 100} % of the rest from step ${firstAbove('testAccuracy')}.`,
  command: 'pnpm --filter @glassbox/models recipe:grokking',
  seeds: settings.seeds,
  minutes: (points.at(-1)?.seconds ?? 0) / 60,
  backend: backend.label,
  tables: [
    {
      title: 'Share right and nats, on the half learned from and on the other',
      columns: ['step', 'known half', 'new half', 'nats known', 'nats new'],
      rows: points.map(({ step, measures }) => [
        step,
        ...['trainAccuracy', 'testAccuracy', 'trainNats', 'testNats'].map((name) =>
          (measures[name] ?? Number.NaN).toFixed(3),
        ),
      ]),
    },
  ],
  notes: ['Optional and long: not part of `pnpm recipes`.'],
});
