/** What a learner is to review: the due cards and those of the days to come, each with the question to ask. */
import { listQuestionProgress } from '../../db/question-progress.ts';
import { listReviewCards } from '../../db/review-cards.ts';
import type { Review, ReviewCard } from '../../schemas/review.ts';
import { objectivesOf } from '../objectives.ts';
import type { ServiceContext } from '../service-context.ts';
import type { Services } from '../services.ts';
import { chooseQuestion } from './choose-question.ts';

/** How far ahead a device may take cards along: a week without network. */
const AHEAD_MS = 7 * 86_400_000;

export function reviewService({ db, catalogue, now }: ServiceContext): Services['review'] {
  return {
    async of(learnerId): Promise<Review> {
      const at = now();
      if (learnerId === undefined) return { at: at.toISOString(), cards: [], later: 0 };
      const rows = await listReviewCards(db, learnerId);
      const standings = await listQuestionProgress(db, learnerId);
      const horizon = at.getTime() + AHEAD_MS;
      const cards = rows.flatMap((row): ReviewCard[] => {
        const lesson = catalogue.findLesson(row.lesson);
        const own = lesson && objectivesOf(lesson).find(({ objective }) => objective === row.objective);
        const history = standings
          .filter((standing) => standing.lesson === row.lesson)
          .map(({ questionId, bestVerdict, latestAnsweredAt }) => ({
            questionId,
            everRight: bestVerdict === 'right',
            latestAnsweredAt,
          }));
        const question = own && chooseQuestion(own.questions, history, row.lastQuestionId);
        if (question === undefined) return [];
        const { lesson: slug, objective, reps } = row;
        return [{ lesson: slug, objective, due: row.due.toISOString(), reps, question: question.public }];
      });
      const near = cards.filter(({ due }) => Date.parse(due) <= horizon);
      return { at: at.toISOString(), cards: near, later: cards.length - near.length };
    },
  };
}
