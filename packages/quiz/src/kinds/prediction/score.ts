/**
 * Prediction: whoever makes one earns all points, whatever it says; a wrong guess that was made teaches more than a right
 * one that was not. How close it came is told once the learner's own run has measured the value, and earns nothing.
 */
import type { Feedback, GradedResult, LocalText } from '../../question.ts';
import { grade } from '../../score/grade.ts';
import type { KindScoring } from '../../score/kind-scoring.ts';
import type { SecretBase } from '../../score/secret-base.ts';
import { readNumber } from '../../typed/read-number.ts';
import { isWithin } from '../../typed/within.ts';
import type { PredictionPublic, PredictionResponse } from './public.ts';

interface PredictionKey {
  /** Name of the number in what the lab reports when it is finished. */
  measure: string;
  /** Largest distance that counts as close, in the unit of the value and as a share of it; the larger one counts. */
  tolerance: number;
  relativeTolerance: number;
  feedback: { made: LocalText; close: LocalText; above: LocalText; below: LocalText };
}
export type PredictionSecret = SecretBase<PredictionPublic, PredictionKey>;

export const predictionScoring: KindScoring<PredictionSecret, PredictionResponse> = {
  score: ({ public: { points }, key }): GradedResult => grade(1, points, [{ tone: 'hint', text: key.feedback.made }]),
  right: () => ({ kind: 'prediction', value: '1' }),
};

/** A prediction beside what came out. */
export interface PredictionComparison {
  predicted: number;
  measured: number;
  /** `above`: the prediction was too high. */
  closeness: 'close' | 'above' | 'below';
  feedback: Feedback;
}

/** Returns how close a prediction came, or `undefined` for an answer that isn't one. Edges of the tolerance are close. */
export function comparePrediction(
  { key, public: { unit } }: PredictionSecret,
  response: PredictionResponse,
  measured: number,
): PredictionComparison | undefined {
  const predicted = readNumber(response.value, unit ? [unit.zh, unit.en] : [])?.value;
  if (predicted === undefined) return undefined;
  const tolerance = Math.max(key.tolerance, key.relativeTolerance * Math.abs(measured));
  const closeness = isWithin(predicted, measured, tolerance) ? 'close' : predicted > measured ? 'above' : 'below';
  const text = key.feedback[closeness];
  return { predicted, measured, closeness, feedback: { tone: closeness === 'close' ? 'right' : 'hint', text } };
}
