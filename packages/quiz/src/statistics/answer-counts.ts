/** Which answers were given: how often each option was chosen, and the commonest typed answers. */
import type { PublicQuestion } from '../quiz.ts';

/** One answer as it was stored, and how many first attempts gave it. */
export interface CountedResponse {
  response: unknown;
  count: number;
}

export interface OptionCount {
  /** The public ID of the option. */
  option: string;
  count: number;
  /** Of all who answered; options of a multiple choice add up to more than 1. */
  share: number;
}

/**
 * Returns how many learners chose each option of a question, unchosen ones included, in the order of the public form.
 * `undefined` for kinds whose answer is not a choice of options.
 */
export function optionCounts(
  question: PublicQuestion,
  responses: readonly CountedResponse[],
): OptionCount[] | undefined {
  if (!('options' in question)) return undefined;
  const n = responses.reduce((sum, { count }) => sum + count, 0);
  const counts = new Map<string, number>();
  for (const { response, count } of responses)
    for (const id of new Set(chosen(response))) counts.set(id, (counts.get(id) ?? 0) + count);
  return question.options.map(({ id }) => {
    const count = counts.get(id) ?? 0;
    return { option: id, count, share: n === 0 ? 0 : count / n };
  });
}

function chosen(response: unknown): string[] {
  if (typeof response !== 'object' || response === null) return [];
  const { choice, choices } = response as { choice?: unknown; choices?: unknown };
  const ids = Array.isArray(choices) ? choices : [choice];
  return ids.filter((id) => typeof id === 'string');
}
