/** The course's questions as an attacker knows them: from the public halves. */
import { type Catalogue, listQuestions } from '../src/catalogue.ts';
import type { KnownQuestion } from './values.ts';

export function knownQuestions(catalogue: Catalogue): KnownQuestion[] {
  return listQuestions(catalogue).map(({ lesson, question }) => {
    const ids =
      'options' in question.public ? question.public.options : 'items' in question.public ? question.public.items : [];
    return {
      lesson,
      questionId: question.id,
      questionVersion: question.version,
      kind: question.kind,
      options: ['a', ...ids.map(({ id }) => id)],
    };
  });
}
