/** What must hold between lessons: one question, one name; one source, one description. */

import type { LessonParts } from '../load-lesson.ts';
import type { Problem } from '../problem.ts';
import { questionsOf } from './check-questions.ts';

/** Returns a warning at every question ID that an earlier lesson has, and at every source that it describes otherwise. */
export function checkAcross(lessons: readonly LessonParts[]): Problem[] {
  const questions = new Map<string, string>();
  const sources = new Map<string, { file: string; title: string }>();
  return lessons.flatMap(({ quizSource, sourcesSource }) => [
    ...(quizSource ? repeatedQuestions(quizSource, questions) : []),
    ...(sourcesSource ? otherwiseDescribed(sourcesSource, sources) : []),
  ]);
}

function repeatedQuestions(quiz: NonNullable<LessonParts['quizSource']>, known: Map<string, string>): Problem[] {
  return questionsOf(quiz.data).flatMap(({ question: { id }, path }): Problem[] => {
    if (typeof id !== 'string') return [];
    const other = known.get(id);
    known.set(id, other ?? quiz.file);
    if (other === undefined || other === quiz.file) return [];
    const needed = 'an ID of its own: statistics, reports and regrading name questions by it';
    const place = { file: quiz.file, ...quiz.locate([...path, 'id']) };
    return [{ ...place, found: `the question ID "${id}", which ${other} has too`, needed, level: 'warning' }];
  });
}

function otherwiseDescribed(
  { file, sources, locate }: NonNullable<LessonParts['sourcesSource']>,
  known: Map<string, { file: string; title: string }>,
): Problem[] {
  return sources.flatMap(({ id, title }, index): Problem[] => {
    const other = known.get(id);
    known.set(id, other ?? { file, title });
    if (other === undefined || other.file === file || other.title === title) return [];
    const place = { file, ...locate(['sources', index, 'title']) };
    const found = `the source ${id} with another title than in ${other.file}`;
    return [{ ...place, found, needed: `"${other.title}", or an id of its own`, level: 'warning' }];
  });
}
