/** A prediction waits for a lab of its own lesson; for any other it would wait for ever. */
import type { Problem } from '../problem.ts';
import { type QuizSource, questionsOf } from './check-questions.ts';

/** Returns a problem at every prediction whose lab the lesson does not have. */
export function checkPredictions(quiz: QuizSource, labs: readonly string[]): Problem[] {
  return questionsOf(quiz.data).flatMap(({ question, path }): Problem[] => {
    if (question.kind !== 'prediction' || typeof question.lab !== 'string' || labs.includes(question.lab)) return [];
    const needed =
      labs.length > 0 ? `a lab of this lesson: ${labs.join(', ')}` : 'a lesson with a lab (lesson.yaml, "labs")';
    return [{ file: quiz.file, ...quiz.locate([...path, 'lab']), found: `the lab "${question.lab}"`, needed }];
  });
}
