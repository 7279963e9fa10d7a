/** The answer to an experiment is what the server measured: finite numbers under the names of its evaluator. */
import type { KindForm } from '../../kind-form.ts';
import { findFields, refuse, refuseShape, type Validation } from '../../response.ts';
import { EVALUATORS, type ExperimentPublic, type ExperimentResponse } from './public.ts';

export const experimentForm: KindForm<ExperimentPublic, ExperimentResponse> = {
  validate: validateExperiment,
  empty: () => ({ kind: 'experiment', metrics: {} }),
  arrange: (question) => question,
};

/** Returns the measured numbers, or why they cannot be graded. Never throws. */
function validateExperiment(question: ExperimentPublic, response: unknown): Validation<ExperimentResponse> {
  const measured = findFields(response, 'experiment')?.metrics;
  if (typeof measured !== 'object' || measured === null || Array.isArray(measured)) return refuseShape();
  const entries = Object.entries(measured);
  if (entries.length === 0)
    return refuse('empty', {
      zh: '还没有评测结果：请先提交实验。',
      en: 'Nothing was measured yet: hand in an experiment first.',
    });
  const names: readonly string[] = EVALUATORS[question.evaluator].metrics;
  const sound = entries.every(([name, value]) => names.includes(name) && Number.isFinite(value));
  if (!sound) return refuseShape();
  return { ok: true, response: { kind: 'experiment', metrics: Object.fromEntries(entries) } };
}
