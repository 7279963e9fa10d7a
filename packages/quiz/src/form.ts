/** What a page does with a question of any kind before the server sees it; the kind's own folder does the work. */
import { forms } from './generated/forms.ts';
import type { Arrange, KindForm } from './kind-form.ts';
import type { PublicOf, PublicQuestion, QuestionKind, QuestionResponse, ResponseOf } from './quiz.ts';
import type { Validation } from './response.ts';

/** The names of all kinds. */
export const QUESTION_KINDS = Object.keys(forms) as QuestionKind[];

/**
 * Says whether an answer can be graded. Runs in the form before sending and on the server before scoring.
 *
 * @param question the public question, as the learner saw it.
 * @param response any JSON; nothing about it is trusted.
 * @returns the cleaned response, or the problem in words for the learner. Never throws.
 */
export function validate(question: PublicQuestion, response: unknown): Validation<QuestionResponse> {
  return getForm(question.kind).validate(question, response);
}

/** Returns what the form holds before the learner touches it. */
export function emptyResponse(question: PublicQuestion): QuestionResponse {
  return getForm(question.kind).empty(question);
}

/** Returns the question with every list whose order means nothing (options, items, …) put in another order. */
export function arrangeLists(question: PublicQuestion, arrange: Arrange): PublicQuestion {
  return getForm(question.kind).arrange(question, arrange);
}

/** Returns the IDs in those lists, in the order they are shown; empty when the question has none. */
export function presentedIds(question: PublicQuestion): string[] {
  const ids: string[] = [];
  arrangeLists(question, (list) => {
    ids.push(...list.map(({ id }) => id));
    return [...list];
  });
  return ids;
}

function getForm<Kind extends QuestionKind>(kind: Kind): KindForm<PublicOf<Kind>, ResponseOf<Kind>> {
  return forms[kind];
}
