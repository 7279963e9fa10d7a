/** What a learner is to review: the due cards and those of the days to come, each with the question to ask. */
import { listLatestAttempts } from '../../db/attempts.ts';
import { listHintsTaken } from '../../db/hints.ts';
import { listQuestionProgress, type QuestionProgressRow } from '../../db/question-progress.ts';
import { listReviewCards, type ReviewCardRow } from '../../db/review-cards.ts';
import type { Review, ReviewCard } from '../../schemas/review.ts';
import { objectivesOf } from '../objectives.ts';
import type { ServiceContext } from '../service-context.ts';
import type { Services } from '../services.ts';
import { chooseQuestion, presentForReview } from './choose-question.ts';

/** How far ahead a device may take cards along: a week without network. */
const AHEAD_MS = 7 * 86_400_000;

export function reviewService(context: ServiceContext): Services['review'] {
  const { db, now } = context;
  return {
    async of(learnerId): Promise<Review> {
      const at = now();
      if (learnerId === undefined) return { at: at.toISOString(), cards: [], later: 0 };
      const rows = await listReviewCards(db, learnerId);
      const standings = await listQuestionProgress(db, learnerId);
      const horizon = at.getTime() + AHEAD_MS;
      const near = rows.filter(({ due }) => due.getTime() <= horizon);
      const cards: ReviewCard[] = [];
      // One lesson after the other: PGlite has one connection.
      for (const [lesson, own] of Map.groupBy(near, (row) => row.lesson)) {
        cards.push(...(await cardsOfLesson(context, standings, lesson, own)));
      }
      cards.sort((a, b) => Date.parse(a.due) - Date.parse(b.due));
      return { at: at.toISOString(), cards, later: rows.length - near.length };
    },
  };
}

async function cardsOfLesson(
  { db, catalogue }: ServiceContext,
  standings: readonly QuestionProgressRow[],
  slug: string,
  rows: readonly ReviewCardRow[],
): Promise<ReviewCard[]> {
  const lesson = catalogue.findLesson(slug);
  if (lesson === undefined) return [];
  const [owner] = rows;
  const latest = owner === undefined ? [] : await listLatestAttempts(db, owner.learnerId, slug);
  const taken = owner === undefined ? [] : await listHintsTaken(db, owner.learnerId, slug);
  const mine = standings.filter((row) => row.lesson === slug);
  const history = mine.map(({ questionId, bestVerdict, latestAnsweredAt }) => ({
    questionId,
    everRight: bestVerdict === 'right',
    latestAnsweredAt,
  }));
  return rows.flatMap(({ learnerId, objective, due, reps, lastQuestionId }): ReviewCard[] => {
    const questions = objectivesOf(lesson).find((each) => each.objective === objective)?.questions ?? [];
    const id = chooseQuestion(questions, history, lastQuestionId)?.id;
    if (id === undefined) return [];
    const answered = latest.find(({ attempt }) => attempt.questionId === id)?.questionVersion;
    const variants = catalogue.variantsOf(slug, id);
    const presented = presentForReview(variants, `${learnerId}/${slug}/${id}/review`, reps, answered);
    if (presented === undefined) return [];
    const tries = mine.find(({ questionId }) => questionId === id)?.attemptCount ?? 0;
    const hints = presented.hints.slice(0, taken.filter(({ questionId }) => questionId === id).length);
    return [{ lesson: slug, objective, due: due.toISOString(), reps, question: presented.question, tries, hints }];
  });
}
