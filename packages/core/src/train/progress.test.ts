import { describe, expect, it } from 'vitest';
import { afterLook, isFinished, NO_PROGRESS, type Progress } from './progress.ts';

/** The progress after looks at these losses, one per step, until the run stops. */
function follow(losses: readonly number[], earlyStop?: { patience: number; minDelta: number }): Progress {
  let progress = NO_PROGRESS;
  for (const loss of losses) {
    if (progress.stopped) break;
    progress = afterLook({ ...progress, step: progress.step + 1 }, loss, earlyStop ? { earlyStop } : {});
  }
  return progress;
}

describe('afterLook', () => {
  it('remembers the lowest loss and its step', () => {
    expect(follow([3, 2, 2.5, 2]).best).toEqual({ step: 2, validationLoss: 2 });
  });

  it('stops after `patience` looks without a new best, and not before', () => {
    const earlyStop = { patience: 3, minDelta: 0 };
    expect(follow([3, 2, 4, 4, 1, 4, 4, 4, 0], earlyStop)).toMatchObject({
      step: 8,
      stopped: true,
      best: { step: 5, validationLoss: 1 },
    });
    expect(follow([3, 2, 4, 4], earlyStop)).toMatchObject({ stopped: false, looksSinceBest: 2 });
  });

  it('takes a fall of minDelta or less for none', () => {
    expect(follow([3, 2.95, 2.9, 2.85], { patience: 2, minDelta: 0.1 })).toMatchObject({ step: 3, stopped: true });
    expect(follow([3, 2.8, 2.6], { patience: 1, minDelta: 0.1 })).toMatchObject({ step: 3, stopped: false });
  });

  it('takes no loss that is not a number for the best', () => {
    expect(follow([Number.NaN, 3]).best).toEqual({ step: 2, validationLoss: 3 });
  });

  it('never stops without being told to', () => {
    expect(follow([1, 2, 3, 4, 5, 6]).stopped).toBe(false);
  });
});

it('calls a run finished at its last step or after an early stop', () => {
  const at = (step: number, stopped = false) => isFinished({ ...NO_PROGRESS, step, stopped }, { maxSteps: 5 });
  expect([at(4), at(5), at(2, true)]).toEqual([false, true, true]);
});
