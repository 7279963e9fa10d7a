/** What a lesson teaches, as the answers see it: every question belongs to one objective of its lesson. */
import type { SecretQuestion } from '@glassbox/quiz/score';
import type { CatalogueLesson } from '../catalogue.ts';

/** Stands for a lesson as a whole: the objective of every question that names none. */
const WHOLE_LESSON = 'lesson';

export interface ObjectiveQuestions {
  objective: string;
  questions: readonly SecretQuestion[];
}

/** Returns the ID of the question's objective, unique within its lesson. */
export function objectiveOf({ public: { objective } }: SecretQuestion): string {
  return objective ?? WHOLE_LESSON;
}

/** Returns the objectives that have questions, in the author's order; the lesson as a whole comes last. */
export function objectivesOf({ objectives, questions }: CatalogueLesson): ObjectiveQuestions[] {
  const byObjective = Map.groupBy(questions, objectiveOf);
  const place = (objective: string) => {
    const index = objectives.indexOf(objective);
    return index < 0 ? objectives.length : index;
  };
  return [...byObjective]
    .map(([objective, own]) => ({ objective, questions: own }))
    .sort((a, b) => place(a.objective) - place(b.objective));
}
