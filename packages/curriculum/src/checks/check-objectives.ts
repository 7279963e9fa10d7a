/** Objectives and questions must meet: what is promised is tested, what is tested was promised. */
import type { Problem } from '../problem.ts';
import type { Objective } from '../public.ts';
import type { Locator } from '../read-yaml.ts';
import { type QuizSource, questionsOf } from './check-questions.ts';

export interface ObjectiveSource {
  /** lesson.yaml */
  file: string;
  objectives: readonly Objective[];
  locate: Locator;
}

/** Returns an error for an id that stands twice or does not exist, a warning for each one that misses its other half. */
export function checkObjectives(lesson: ObjectiveSource, quiz: QuizSource): Problem[] {
  const ids = lesson.objectives.map(({ id }) => id);
  const questions = questionsOf(quiz.data);
  if (ids.length === 0 && questions.every(({ question }) => question.objective === undefined)) {
    const needed = 'objectives: [{ id, text }], what a learner can do afterwards';
    return [{ file: lesson.file, ...lesson.locate([]), found: 'no objectives', needed, level: 'warning' }];
  }
  return [...unmet(lesson, ids, questions), ...unassigned(quiz, ids, questions)];
}

function unmet(lesson: ObjectiveSource, ids: string[], questions: ReturnType<typeof questionsOf>): Problem[] {
  return ids.flatMap((id, index): Problem[] => {
    const place = { file: lesson.file, ...lesson.locate(['objectives', index, 'id']) };
    if (ids.indexOf(id) !== index) return [{ ...place, found: `the objective ${id} twice`, needed: 'each id once' }];
    if (questions.some(({ question }) => question.objective === id)) return [];
    const needed = `a question in quiz.yaml with "objective: ${id}"`;
    return [{ ...place, found: `an objective without a question: ${id}`, needed, level: 'warning' }];
  });
}

function unassigned(quiz: QuizSource, ids: string[], questions: ReturnType<typeof questionsOf>): Problem[] {
  const choice = ids.join(', ');
  return questions.flatMap(({ question, path }): Problem[] => {
    const { objective, id } = question;
    if (objective === undefined) {
      const found = `a question without an objective: ${String(id)}`;
      return [
        {
          file: quiz.file,
          ...quiz.locate(path),
          found,
          needed: `"objective:" with one of ${choice}`,
          level: 'warning',
        },
      ];
    }
    if (typeof objective !== 'string' || ids.includes(objective)) return [];
    const needed = choice ? `one of lesson.yaml: ${choice}` : 'objectives in lesson.yaml first';
    return [{ file: quiz.file, ...quiz.locate([...path, 'objective']), found: `the objective "${objective}"`, needed }];
  });
}
