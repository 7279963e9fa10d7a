import { describe, expect, it } from 'vitest';
import type { HeadStartEvent, Start } from './contract.ts';
import { choiceOfNeeded, curveOf, firstChoices, looksOf, lossRange, readChoices, savingOf } from './plan.ts';

function run(start: Start, count: number, looks: number[]): HeadStartEvent[] {
  return [
    ...looks.map((loss, index): HeadStartEvent => ({ kind: 'look', start, count, step: 10 * index, loss })),
    { kind: 'done', start, count, loss: Math.min(...looks), steps: 10 * (looks.length - 1), ms: 5 },
  ];
}

const EVENTS = [
  ...run('scratch', 8, [8, 7.2]),
  ...run('head', 8, [6, 5.5, 5.4]),
  ...run('scratch', 64, [8, 6, 5.6, 5.7]),
];

describe('what the runs say', () => {
  it('is the best loss by number of examples, with none it is the loss before training', () => {
    expect(curveOf(EVENTS, 'scratch')).toEqual([
      { count: 0, loss: 8 },
      { count: 8, loss: 7.2 },
      { count: 64, loss: 5.6 },
    ]);
    expect(looksOf(EVENTS, 'scratch').map(({ loss }) => loss)).toEqual([8, 6, 5.6, 5.7]);
    expect(looksOf(EVENTS, 'head')).toEqual([]);
  });

  it('is a saving once both have had all examples', () => {
    expect(savingOf(EVENTS, [8, 64])).toBeUndefined();
    const all = [...EVENTS, ...run('head', 64, [6, 5])];
    expect(savingOf(all, [8, 64])).toEqual({ given: 64, reached: 5.6, needed: 8 });
    const better = all.map((one) =>
      one.kind === 'look' && one.start === 'head' && one.step === 0 ? { ...one, loss: 5 } : one,
    );
    expect(savingOf(better, [8, 64])?.needed).toBe(0);
    const worse = all.filter((one) => !('start' in one) || one.start === 'scratch');
    expect(savingOf([...worse, ...run('head', 64, [9, 8.5])], [8, 64])?.needed).toBeUndefined();
    expect([0, 8, 32, 128, undefined].map(choiceOfNeeded)).toEqual([0, 1, 2, 3, 3]);
  });

  it('fits into whole nats', () => {
    expect(lossRange([4.6, 7.98])).toEqual({ range: [4, 8], ticks: [4, 5, 6, 7, 8] });
    expect(lossRange([]).ticks.length).toBeGreaterThan(1);
  });
});

it('keeps sound choices', () => {
  expect(readChoices({ size: 'quick', rate: 10, seed: 4, guess: 2 })).toEqual({
    size: 'quick',
    rate: 10,
    seed: 4,
    backend: 'auto',
    guess: 2,
  });
  expect(readChoices({ size: 'huge', rate: 3, seed: -1 })).toEqual(firstChoices());
});
