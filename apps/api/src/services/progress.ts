/**
 * Progress per lesson and over the course: sums over what is stored per question and lab, against the course as it is
 * today. A question that was removed no longer counts, a new one is open.
 */
import type { SecretQuestion } from '@glassbox/quiz/score';
import type { Catalogue, CatalogueLesson } from '../catalogue.ts';
import { type ActivityRow, listActivities } from '../db/activities.ts';
import { listQuestionProgress, type QuestionProgressRow } from '../db/question-progress.ts';
import type { LessonProgress, Progress } from '../schemas/progress.ts';
import { readPlace } from './places.ts';
import { share } from './question-standing.ts';
import type { ServiceContext } from './service-context.ts';
import type { Services } from './services.ts';

type Standing = Pick<QuestionProgressRow, 'lesson' | 'questionId' | 'bestVerdict' | 'bestScore' | 'bestMaxScore'>;
type Done = Pick<ActivityRow, 'lesson' | 'kind' | 'lab'>;

export function progressService(context: ServiceContext): Services['progress'] {
  const { db, catalogue } = context;
  return {
    async of(learnerId) {
      if (learnerId === undefined) return { ...summariseCourse(catalogue, [], []), place: null };
      // One connection is enough, and PGlite has only one.
      const standings = await listQuestionProgress(db, learnerId);
      const activities = await listActivities(db, learnerId);
      const place = await readPlace(context, learnerId);
      return { ...summariseCourse(catalogue, standings, activities), place };
    },
  };
}

/** Returns the progress that these standings and activities make. Pure. */
function summariseCourse(
  catalogue: Catalogue,
  standings: readonly Standing[],
  activities: readonly Done[],
): Omit<Progress, 'place'> {
  const standingsOf = Map.groupBy(standings, (row) => row.lesson);
  const activitiesOf = Map.groupBy(activities, (row) => row.lesson);
  const lessons = catalogue.lessons.map((lesson) =>
    summariseLesson(lesson, standingsOf.get(lesson.slug) ?? [], activitiesOf.get(lesson.slug) ?? []),
  );
  return {
    lessons,
    course: {
      lessonsDone: lessons.filter((lesson) => lesson.state === 'done').length,
      lessonsTotal: lessons.length,
      score: sum(lessons.map((lesson) => lesson.score)),
      maxScore: sum(lessons.map((lesson) => lesson.maxScore)),
    },
  };
}

function summariseLesson(
  lesson: CatalogueLesson,
  standings: readonly Standing[],
  activities: readonly Done[],
): LessonProgress {
  const standingOf = new Map(standings.map((row) => [row.questionId, row]));
  const finished = new Set(activities.filter((row) => row.kind === 'lab-finished').map((row) => row.lab));
  const labsDone = lesson.labs.filter((lab) => finished.has(lab));
  const questions = countedQuestions(lesson, standingOf);
  const answered = questions.filter((question) => standingOf.has(question.id));
  const isComplete = answered.length === questions.length && labsDone.length === lesson.labs.length;
  const isBegun = standings.length + activities.length > 0;
  return {
    slug: lesson.slug,
    state: isBegun ? (isComplete ? 'done' : 'started') : 'new',
    questionsTotal: questions.length,
    questionsAnswered: answered.length,
    questionsRight: answered.filter((question) => standingOf.get(question.id)?.bestVerdict === 'right').length,
    score: sum(
      answered.map((question) => {
        const best = standingOf.get(question.id);
        return best === undefined ? 0 : worthToday(best, question.public.points);
      }),
    ),
    maxScore: sum(questions.map((question) => question.public.points)),
    labsDone,
  };
}

/** Returns the questions that count: of each pool as many as are drawn, the learner's best ones first. */
function countedQuestions(
  { questions, pools }: CatalogueLesson,
  standingOf: ReadonlyMap<string, Standing>,
): readonly SecretQuestion[] {
  const rank = (id: string) => {
    const best = standingOf.get(id);
    return best === undefined ? -1 : share(best.bestScore, best.bestMaxScore);
  };
  const surplus = new Set(
    pools.flatMap(({ draw, questions: ids }) => ids.toSorted((left, right) => rank(right) - rank(left)).slice(draw)),
  );
  return questions.filter(({ id }) => !surplus.has(id));
}

/** Points may have changed since the attempt: the share that was earned keeps its worth. */
function worthToday(best: Standing, points: number): number {
  return best.bestMaxScore === points ? best.bestScore : share(best.bestScore, best.bestMaxScore) * points;
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
