/** What the sweep's recipe runs: a few questions, each one sweep that a laptop finishes in minutes. */
import type { SweepSettings, SweepSize } from '@glassbox/core/emergence';

export interface SweepPlan {
  /** File name of its results, without `.json`. */
  readonly name: string;
  readonly settings: SweepSettings;
}

/** Of every sweep; each decides weights and batches. */
export const SWEEP_SEEDS = [1, 2, 3] as const;

/** From about a thousand to about a quarter of a million parameters; layers × width. */
const FAMILY: readonly SweepSize[] = [
  { name: '1 × 8', nLayer: 1, nHead: 1, nEmbd: 8 },
  { name: '1 × 16', nLayer: 1, nHead: 2, nEmbd: 16 },
  { name: '2 × 32', nLayer: 2, nHead: 2, nEmbd: 32 },
  { name: '2 × 48', nLayer: 2, nHead: 4, nEmbd: 48 },
  { name: '2 × 64', nLayer: 2, nHead: 4, nEmbd: 64 },
  { name: '2 × 96', nLayer: 2, nHead: 4, nEmbd: 96 },
];
const THINKER: readonly SweepSize[] = [{ name: '2 × 64', nLayer: 2, nHead: 4, nEmbd: 64 }];
const DEPTHS: readonly SweepSize[] = [
  { name: '1 layer', nLayer: 1, nHead: 2, nEmbd: 64 },
  { name: '2 layers', nLayer: 2, nHead: 2, nEmbd: 64 },
];

const LEARNING = { seeds: SWEEP_SEEDS, batchSize: 64, learningRate: 3e-3 };
const CHAIN = { name: 'chain', minSteps: 2, maxSteps: 6, modulus: 3 } as const;

export const SWEEP_PLANS: readonly SweepPlan[] = [
  {
    name: 'addition',
    settings: {
      ...LEARNING,
      task: { name: 'addition', digits: 3 },
      sizes: FAMILY,
      steps: [200, 400, 600, 800, 1000, 1200],
      testCount: 400,
    },
  },
  {
    name: 'addition-reversed',
    settings: {
      ...LEARNING,
      task: { name: 'addition', digits: 3, reversed: true },
      sizes: FAMILY.slice(0, -1),
      steps: [200, 400, 600, 800, 1000, 1200],
      testCount: 400,
    },
  },
  {
    name: 'chain',
    settings: { ...LEARNING, task: CHAIN, sizes: THINKER, steps: [150, 300, 450, 600], testCount: 500 },
  },
  {
    name: 'chain-scratchpad',
    settings: {
      ...LEARNING,
      task: { ...CHAIN, scratchpad: true },
      sizes: THINKER,
      steps: [150, 300, 450, 600],
      testCount: 500,
    },
  },
  {
    name: 'repeats',
    settings: {
      ...LEARNING,
      batchSize: 32,
      learningRate: 4e-3,
      task: { name: 'repeats', vocabSize: 32, length: 41, minPeriod: 6, maxPeriod: 14 },
      sizes: DEPTHS,
      steps: [150, 300, 450, 600, 900, 1200, 1500],
      testCount: 64,
    },
  },
  {
    name: 'rules',
    settings: {
      ...LEARNING,
      task: { name: 'rules', modulus: 11, shots: 6, family: 'shift' },
      sizes: THINKER,
      steps: [300, 600, 900, 1200, 1500],
      testCount: 500,
    },
  },
];
