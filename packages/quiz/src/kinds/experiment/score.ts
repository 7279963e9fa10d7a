/** Experiment: the largest share among the goals whose every need is met. A number that was not measured meets none. */
import type { GradedResult, LocalText } from '../../question.ts';
import { grade } from '../../score/grade.ts';
import type { KindScoring } from '../../score/kind-scoring.ts';
import type { SecretBase } from '../../score/secret-base.ts';
import type {
  AdditionSettings,
  AnsweringSettings,
  ExperimentPublic,
  ExperimentResponse,
  HeldOutLossSettings,
  Need,
} from './public.ts';

/** The author's part of a `hallucination-rate` question. The world is drawn from the seed, so the seed stays here. */
export interface HallucinationRateSettings {
  language: 'zh' | 'en';
  seed: number;
  /** How many questions are asked. */
  questions: number;
}

/** The author's part of a `test-set` question: the two systems, and the documents they answer from. */
export interface TestSetSettings {
  first: AnsweringSettings;
  second: AnsweringSettings;
}

export interface ExperimentKey {
  settings: HeldOutLossSettings | AdditionSettings | HallucinationRateSettings | TestSetSettings;
  /** One remark per goal, in the order of the goals, and one for a result that meets none. */
  feedback: { goals: LocalText[]; none: LocalText };
}
export type ExperimentSecret = SecretBase<ExperimentPublic, ExperimentKey>;

export const experimentScoring: KindScoring<ExperimentSecret, ExperimentResponse> = {
  score: scoreExperiment,
  right: rightExperiment,
};

/** Scores measured numbers. */
function scoreExperiment(secret: ExperimentSecret, { metrics }: ExperimentResponse): GradedResult {
  const { key, public: question } = secret;
  const reached = question.goals.findIndex(({ needs }) => needs.every((need) => isMet(need, metrics)));
  const goal = question.goals[reached];
  const text = key.feedback.goals[reached] ?? key.feedback.none;
  if (goal === undefined) return grade(0, question.points, [{ tone: 'wrong', text: key.feedback.none }]);
  return grade(goal.share, question.points, [{ tone: goal.share === 1 ? 'right' : 'hint', text }]);
}

/** Returns numbers that earn every point. */
function rightExperiment({ public: { goals } }: ExperimentSecret): ExperimentResponse {
  const needs = goals[0]?.needs ?? [];
  const metrics = Object.fromEntries(needs.map(({ metric, atMost, atLeast }) => [metric, atMost ?? atLeast ?? 0]));
  return { kind: 'experiment', metrics };
}

function isMet({ metric, atMost, atLeast }: Need, metrics: Record<string, number>): boolean {
  const value = Object.hasOwn(metrics, metric) ? metrics[metric] : undefined;
  if (value === undefined) return false;
  return (atMost === undefined || value <= atMost) && (atLeast === undefined || value >= atLeast);
}
