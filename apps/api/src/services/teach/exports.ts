/** The tables an instructor can take away, as rows of plain cells; how they become a file is not known here. */

import type { NamedStatistics } from '@glassbox/quiz/statistics';
import { type AttemptLine, listAttemptLines } from '../../db/teach/attempt-lines.ts';
import { ApiError } from '../../errors.ts';
import type { ServiceContext } from '../service-context.ts';
import { cohortService } from './cohorts.ts';
import { dashboardService } from './dashboards.ts';
import { getCohort, type Instructor } from './instructor.ts';
import { pseudonymOf } from './pseudonym.ts';

type Cell = string | number | null;
export type Row = Readonly<Record<string, Cell>>;

export function tableService(context: ServiceContext) {
  const { db, catalogue } = context;
  return {
    /** One row per member. */
    async members(instructor: Instructor, cohortId: string | undefined): Promise<AsyncIterable<Row>> {
      const { members, lessonsTotal, maxScore } = await cohortService(context).members(instructor, named(cohortId));
      return over(
        members.map(({ pseudonym, joinedAt, lessonsDone, score, lastSignAt }) => ({
          pseudonym,
          joinedAt,
          lessonsDone,
          lessonsTotal,
          score,
          maxScore,
          lastSignAt,
        })),
      );
    },

    /** One row per question, version and variant, lesson by lesson. */
    async questions(instructor: Instructor, cohortId: string | undefined): Promise<AsyncIterable<Row>> {
      const dashboards = dashboardService(context);
      // The first lesson is read now, so that a refusal is still an answer and not a broken file.
      const [first, ...others] = catalogue.lessons;
      const begun = first ? await dashboards.lesson(instructor, first.slug, cohortId) : undefined;
      return (async function* () {
        if (begun) yield* questionRows(begun);
        for (const { slug } of others) yield* questionRows(await dashboards.lesson(instructor, slug, cohortId));
      })();
    },

    /** One row per answer, in the order of arrival. */
    async attempts(instructor: Instructor, cohortId: string | undefined): Promise<AsyncIterable<Row>> {
      const { id } = await getCohort(db, instructor, named(cohortId));
      return (async function* () {
        for await (const line of listAttemptLines(db, { kind: 'cohort', cohortId: id })) yield attemptRow(line);
      })();
    },
  };
}

/** Members and answers are people's: they leave only one cohort at a time. */
function named(cohortId: string | undefined): string {
  if (cohortId !== undefined) return cohortId;
  throw new ApiError(422, 'cohort-needed', 'This table belongs to one cohort: name it as ?cohort=ID.', {
    field: 'cohort',
  });
}

type LessonReport = Awaited<ReturnType<ReturnType<typeof dashboardService>['lesson']>>;

function* questionRows({ slug, quiz }: LessonReport): Generator<Row> {
  for (const question of quiz.questions) {
    const slot = quiz.slots.find(({ id }) => id === question.slot);
    const base = { lesson: slug, question: question.id, kind: question.kind, points: question.points };
    const whole = {
      randomGuess: question.randomGuess,
      intendedWeight: slot?.intendedWeight ?? null,
      effectiveWeight: slot?.effectiveWeight ?? null,
    };
    const part = { randomGuess: null, intendedWeight: null, effectiveWeight: null };
    yield { ...base, part: 'question', name: question.id, ...numbers(question), ...whole };
    for (const version of question.versions)
      yield { ...base, part: 'version', name: version.id, ...numbers(version), ...part };
    for (const variant of question.variants)
      yield { ...base, part: 'variant', name: variant.id, ...numbers(variant), ...part };
  }
}

function numbers({ n, nComplete, facility, sd, discrimination, efficiency }: Omit<NamedStatistics, 'id'>) {
  return { n, nComplete, facility, sd, discrimination, efficiency };
}

function attemptRow({ learnerId, response, ...line }: AttemptLine): Row {
  return { pseudonym: pseudonymOf(learnerId), ...line, response: JSON.stringify(response) };
}

async function* over(rows: readonly Row[]): AsyncGenerator<Row> {
  yield* rows;
}
