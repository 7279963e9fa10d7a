/** Mastery of every objective of the course, from the answers to the questions that are asked today. */
import { listAnswers } from '../../db/answers.ts';
import type { ObjectiveMastery } from '../../schemas/mastery.ts';
import { answerShare } from '../answer-share.ts';
import { objectivesOf } from '../objectives.ts';
import type { ServiceContext } from '../service-context.ts';
import type { Services } from '../services.ts';
import { estimateMastery } from './estimate.ts';

export function masteryService({ db, catalogue }: ServiceContext): Services['mastery'] {
  return {
    async of(learnerId) {
      const answers = learnerId === undefined ? [] : await listAnswers(db, learnerId);
      const byLesson = Map.groupBy(answers, ({ lesson }) => lesson);
      return catalogue.lessons.flatMap((lesson) =>
        objectivesOf(lesson).map(({ objective, questions }): ObjectiveMastery => {
          const ids = new Set(questions.map(({ id }) => id));
          const own = (byLesson.get(lesson.slug) ?? []).filter(({ questionId }) => ids.has(questionId));
          const { estimate, spread, answers, level } = estimateMastery(
            own.map((row) => ({ questionId: row.questionId, share: answerShare(row), answeredAt: row.answeredAt })),
          );
          return { lesson: lesson.slug, objective, questions: questions.length, answers, estimate, spread, level };
        }),
      );
    },
  };
}
