/** Every evaluator, by the name an author writes. Each is loaded only when it is needed: core and its tensors are large. */
import type { EvaluatorName } from '@glassbox/quiz';
import type { Evaluate } from './evaluator.ts';

const EVALUATORS: Readonly<Record<EvaluatorName, () => Promise<Evaluate>>> = {
  'held-out-loss': async () => (await import('./held-out-loss.ts')).heldOutLoss,
  addition: async () => (await import('./addition.ts')).addition,
  'hallucination-rate': async () => (await import('./hallucination-rate.ts')).hallucinationRate,
  'test-set': async () => (await import('./test-set.ts')).testSet,
};

export function loadEvaluator(name: EvaluatorName): Promise<Evaluate> {
  return EVALUATORS[name]();
}
