/** The small course of `course.ts` with objectives: `facts` (colour, several), `counting` (count); the rest has none. */
import type { SecretQuestion } from '@glassbox/quiz/score';
import { type Catalogue, createCatalogue } from '../src/catalogue.ts';
import { course } from './course.ts';

const OBJECTIVE: Record<string, string> = { colour: 'facts', several: 'facts', count: 'counting' };

function withObjective(question: SecretQuestion): SecretQuestion {
  const objective = OBJECTIVE[question.id];
  // The spread keeps the kind, which the compiler can't see through.
  return objective === undefined
    ? question
    : ({ ...question, public: Object.assign({}, question.public, { objective }) } as SecretQuestion);
}

export function courseWithObjectives(): Catalogue {
  const { lessons } = course();
  return createCatalogue(
    lessons.map(({ slug, labs }) => ({
      slug,
      labs,
      status: 'ready' as const,
      objectives: slug === 'first-lesson' ? [{ id: 'counting' }, { id: 'facts' }] : [],
    })),
    Object.fromEntries(
      lessons.map(({ slug, questions }) => [slug, { lesson: slug, questions: questions.map(withObjective) }]),
    ),
  );
}
