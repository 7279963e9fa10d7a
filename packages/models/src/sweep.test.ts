import { readFile } from 'node:fs/promises';
import { parseSweepResults, type SweepResults } from '@glassbox/core/emergence';
import { describe, expect, it } from 'vitest';
import { SWEEPS } from './index.ts';
import { SWEEP_PLANS } from './recipes/sweep-plans.ts';
import { inPackage } from './recipes/texts.ts';

const read = async (name: (typeof SWEEPS)[number]): Promise<SweepResults> =>
  parseSweepResults(await readFile(inPackage(`sweep/${name}.json`), 'utf8'));

/** Values of one measure at the last step, by size in rising order, each the mean over seeds. */
function bySize({ settings, points }: SweepResults, measure: string): number[] {
  const last = settings.steps.at(-1);
  return settings.sizes.map(({ name }) => {
    const values = points
      .filter(({ size, step }) => size === name && step === last)
      .map(({ measures }) => measures[measure]);
    return values.reduce<number>((sum, value) => sum + (value ?? Number.NaN), 0) / values.length;
  });
}

describe('the shipped sweeps', () => {
  it.each(SWEEPS)('%s has every point of its recipe', async (name) => {
    const { settings, points } = await read(name);
    const plan = SWEEP_PLANS.find((candidate) => candidate.name === name);
    expect(settings).toMatchObject({ ...plan?.settings });
    expect(points.length).toBe(settings.sizes.length * settings.seeds.length * settings.steps.length);
  });

  it('show a jump in exact match where the per-token score of the same outputs was far from nothing', async () => {
    const addition = await read('addition');
    const [exact, perToken] = [bySize(addition, 'exactMatch'), bySize(addition, 'tokenAccuracy')];
    expect(exact[0]).toBeLessThan(0.05);
    expect(perToken[0]).toBeGreaterThan(0.4);
    expect(exact.at(-1)).toBeGreaterThan(0.9);
  });

  it('show that a scratchpad makes the chains learnable', async () => {
    const [off, on] = await Promise.all([read('chain'), read('chain-scratchpad')]);
    expect((bySize(on, 'exactMatch')[0] ?? 0) - (bySize(off, 'exactMatch')[0] ?? 1)).toBeGreaterThan(0.4);
  });

  it('show that copying from the context takes two layers, and heads that keep step', async () => {
    const repeats = await read('repeats');
    const [[oneRight, twoRight], [oneStep, twoStep]] = [
      bySize(repeats, 'repeatAccuracy'),
      bySize(repeats, 'inStepScore'),
    ];
    expect(oneRight).toBeLessThan(0.2);
    expect(twoRight).toBeGreaterThan(0.6);
    expect((twoStep ?? 0) - (oneStep ?? 0)).toBeGreaterThan(0.15);
  });
});
