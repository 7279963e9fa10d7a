/** How a cohort is doing: over the course, in one lesson, with one question. Read only; every number is counted in SQL. */
import {
  type AnswerPattern,
  MIN_FOR_CORRELATION,
  MIN_FOR_FACILITY,
  quizStatistics,
  randomGuessScore,
} from '@glassbox/quiz/statistics';
import type { CatalogueLesson } from '../../catalogue.ts';
import { countOpenReports } from '../../db/question-reports.ts';
import { countWaiting } from '../../db/score-overrides.ts';
import { listAnonymousAnswers, listAnswerPatterns, type SharePattern } from '../../db/teach/answer-patterns.ts';
import { countCompletion, countSteps } from '../../db/teach/completion.ts';
import { countLearners } from '../../db/teach/learners.ts';
import type { Scope } from '../../db/teach/scope.ts';
import { measureTime } from '../../db/teach/time-spent.ts';
import type { LessonReport, TeachingOverview } from '../../schemas/teach.ts';
import type { ServiceContext } from '../service-context.ts';
import { courseRows, getLesson, type QuizSlot, slotsOf } from './course-shape.ts';
import { getScope, type Instructor } from './instructor.ts';

/** A member without a sign for this long counts as stopped. */
const SILENT_DAYS = 14;
const ACTIVE_DAYS = 7;
const DAY_MS = 86_400_000;
/** Kinds whose answers a person has to read. */
export const READ_BY_PEOPLE = ['free-text'];

export function dashboardService({ db, catalogue, now }: ServiceContext) {
  return {
    async overview(instructor: Instructor, cohortId?: string): Promise<TeachingOverview> {
      const scope = await getScope(db, instructor, cohortId);
      const { learners, active } = await countLearners(db, scope, daysAgo(ACTIVE_DAYS));
      const completion = await countCompletion(db, scope, courseRows(catalogue), daysAgo(SILENT_DAYS));
      const times = await measureTime(db, scope);
      const reports = await countOpenReports(db, scope);
      const lines = catalogue.lessons.map(({ slug }) => {
        const { lesson: _slug, ...counts } = completion.find(({ lesson }) => lesson === slug) ?? {
          ...NOBODY,
          lesson: slug,
        };
        const found = times.find(({ lesson }) => lesson === slug);
        const time = found
          ? { learners: found.learners, lower: found.lower, median: found.median, upper: found.upper }
          : null;
        return { slug, ...counts, time, openReports: sumOpen(reports.filter(({ lesson }) => lesson === slug)) };
      });
      const waitingTexts = await countWaiting(db, scope, READ_BY_PEOPLE);
      return { learners, active, openReports: sumOpen(reports), waitingTexts, lessons: lines };
    },

    async lesson(instructor: Instructor, slug: string, cohortId?: string): Promise<LessonReport> {
      const lesson = getLesson(catalogue, slug);
      const scope = await getScope(db, instructor, cohortId);
      const { learners } = await countLearners(db, scope, daysAgo(ACTIVE_DAYS));
      const completion = await countCompletion(db, scope, courseRows(catalogue), daysAgo(SILENT_DAYS));
      const { started, done } = completion.find((row) => row.lesson === slug) ?? NOBODY;
      return {
        slug,
        learners,
        started,
        done,
        steps: await steps(scope, lesson),
        quiz: await quiz(scope, lesson),
        minima: { facility: MIN_FOR_FACILITY, correlation: MIN_FOR_CORRELATION },
      };
    },
  };

  function daysAgo(days: number): Date {
    return new Date(now().getTime() - days * DAY_MS);
  }

  /** A pool is as many steps as it draws, so that nobody counts as having stopped at a question that was never asked. */
  async function steps(scope: Scope, lesson: CatalogueLesson): Promise<LessonReport['steps']> {
    const { slug, labs, questions, pools } = lesson;
    const counted = await countSteps(db, scope, slug, pools);
    const promptOf = (id: string) => questions.find((question) => question.id === id)?.public.prompt;
    const line = (id: string) => ({
      id,
      prompt: promptOf(id),
      ...(counted.questions.get(id) ?? { asked: 0, learners: 0 }),
    });
    return [
      ...labs.map((id) => ({ kind: 'lab' as const, id, learners: counted.labs.get(id) ?? 0 })),
      ...slotsOf(lesson).map((slot): LessonReport['steps'][number] => {
        if (slot.pool === undefined) {
          const { asked: _asked, ...question } = line(slot.id);
          return { kind: 'question', ...question };
        }
        const { id, place } = slot.pool;
        const learners = counted.pools.get(id)?.[place] ?? 0;
        return { kind: 'pool', id: slot.id, learners, ...(place === 0 && { drawnFrom: slot.questionIds.map(line) }) };
      }),
    ];
  }

  async function quiz(scope: Scope, lesson: CatalogueLesson): Promise<LessonReport['quiz']> {
    const slots = slotsOf(lesson);
    const patterns = await listAnswerPatterns(db, scope, lesson.slug);
    const reports = await countOpenReports(db, scope);
    const anonymous = await listAnonymousAnswers(db, scope, lesson.slug);
    const statistics = quizStatistics(slots, [
      ...inPoints(patterns, slots),
      ...inPoints(
        anonymous.map(({ answer, count }) => ({ answers: [answer], count })),
        slots,
      ).map(asLoose),
    ]);
    return {
      ...statistics,
      questions: lesson.questions.map((question) => ({
        ...(statistics.questions.find(({ id }) => id === question.id) ?? { id: question.id, ...NO_ANSWERS }),
        prompt: question.public.prompt,
        kind: question.kind,
        points: question.public.points,
        version: question.version,
        randomGuess: randomGuessScore(question),
        slot: slots.find(({ questionIds }) => questionIds.includes(question.id))?.id ?? question.id,
        openReports: sumOpen(reports.filter((row) => row.lesson === lesson.slug && row.questionId === question.id)),
      })),
    };
  }
}

const NOBODY = { started: 0, done: 0, stoppedInside: 0, stoppedAfter: 0 };
const NO_ANSWERS = {
  n: 0,
  nComplete: 0,
  facility: null,
  sd: null,
  discrimination: null,
  efficiency: null,
  versions: [],
  variants: [],
};

/**
 * Puts each first answer into its slot and gives its share the slot's worth of today. Answers to questions of one pool take
 * its slots in turn; more of them than are drawn (the pool was changed) don't count.
 */
function inPoints(patterns: readonly SharePattern[], slots: readonly QuizSlot[]): AnswerPattern[] {
  return patterns.map(({ answers, count }) => {
    const taken = new Set<string>();
    return {
      count,
      answers: answers.flatMap(({ question, version, variant, share }) => {
        const slot = slots.find(({ id, questionIds }) => questionIds.includes(question) && !taken.has(id));
        if (slot === undefined) return [];
        taken.add(slot.id);
        return [{ slot: slot.id, question, version, variant, score: share * slot.maxScore }];
      }),
    };
  });
}

function asLoose(pattern: AnswerPattern): AnswerPattern {
  return { ...pattern, loose: true };
}

function sumOpen(rows: readonly { open: number }[]): number {
  return rows.reduce((sum, { open }) => sum + open, 0);
}
