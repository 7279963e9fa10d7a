/** How far a run has come, what its best step was, and whether it should go on. */
import type { CompleteTrainConfig } from './train-config.ts';

/** Where a run stands; JSON-safe. */
export interface Progress {
  /** Steps done so far. */
  readonly step: number;
  readonly tokensSeen: number;
  readonly elapsedMs: number;
  /** The lowest validation loss so far, in nats per counted token, and the step after which it was measured. */
  readonly best?: BestStep;
  /** Looks at the validation part since then. */
  readonly looksSinceBest: number;
  /** Early stopping has ended the run. */
  readonly stopped: boolean;
}

/** The step after which the validation loss was lowest. */
export interface BestStep {
  readonly step: number;
  readonly validationLoss: number;
}

/** Before the first step. */
export const NO_PROGRESS: Progress = { step: 0, tokensSeen: 0, elapsedMs: 0, looksSinceBest: 0, stopped: false };

/**
 * Returns the progress after a look at the validation part: a loss more than minDelta below the best is the new best;
 * `patience` looks without one stop the run.
 *
 * @see Prechelt 1998, "Early stopping – but when?", criterion UP counted from the best
 */
export function afterLook(
  progress: Progress,
  validationLoss: number,
  { earlyStop }: Pick<CompleteTrainConfig, 'earlyStop'>,
): Progress {
  const { best, step } = progress;
  const limit = best ? best.validationLoss - (earlyStop?.minDelta ?? 0) : Number.POSITIVE_INFINITY;
  if (validationLoss < limit) {
    return { ...progress, best: { step, validationLoss }, looksSinceBest: 0 };
  }
  const looksSinceBest = progress.looksSinceBest + 1;
  return { ...progress, looksSinceBest, stopped: earlyStop !== undefined && looksSinceBest >= earlyStop.patience };
}

/** Whether there is nothing left to train. */
export function isFinished({ step, stopped }: Progress, { maxSteps }: Pick<CompleteTrainConfig, 'maxSteps'>): boolean {
  return stopped || step >= maxSteps;
}
