/** An answer to an ordering question is every item exactly once. */
import type { KindForm } from '../../kind-form.ts';
import { findFields, findIdProblem, refuse, type Validation } from '../../response.ts';
import type { OrderingPublic, OrderingResponse } from './public.ts';

export const orderingForm: KindForm<OrderingPublic, OrderingResponse> = {
  validate: validateOrdering,
  empty: ({ items }) => ({ kind: 'ordering', order: items.map(({ id }) => id) }),
  arrange: (question, arrange) => ({ ...question, items: arrange(question.items) }),
};

/** Returns the cleaned answer, or why it cannot be graded. Never throws. */
function validateOrdering(question: OrderingPublic, response: unknown): Validation<OrderingResponse> {
  const ids = findFields(response, 'ordering')?.order;
  const problem = findIdProblem(ids, question.items);
  if (problem) return problem;
  const order = [...(ids as string[])]; // findIdProblem has checked it
  if (order.length < question.items.length)
    return refuse('incomplete', { zh: '请把每一项都排进去。', en: 'Put every item in the order.' });
  return { ok: true, response: { kind: 'ordering', order } };
}
