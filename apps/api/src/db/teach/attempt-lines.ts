/** Every answer of the members in scope, read in portions: a file of a hundred thousand lines is never in memory. */
import { and, asc, eq, gt, or, sql } from 'drizzle-orm';
import type { Database } from '../database.ts';
import { attempt, questionVersion } from '../tables.ts';
import { membersOf, type Scope } from './scope.ts';

const PORTION = 1_000;

export interface AttemptLine {
  learnerId: string;
  lesson: string;
  question: string;
  version: string;
  verdict: string;
  score: number;
  maxScore: number;
  gradedBy: string;
  answeredAt: string;
  receivedAt: string;
  response: unknown;
}

/** Yields the answers in the order of arrival. */
export async function* listAttemptLines(db: Database, scope: Scope): AsyncGenerator<AttemptLine> {
  let last: { receivedAt: Date; id: string } | undefined;
  while (true) {
    const rows = await listPortion(db, scope, last);
    for (const { row, version } of rows) {
      yield {
        learnerId: row.learnerId,
        lesson: row.lesson,
        question: row.questionId,
        version,
        verdict: row.verdict,
        score: row.score,
        maxScore: row.maxScore,
        gradedBy: row.gradedBy,
        answeredAt: row.answeredAt.toISOString(),
        receivedAt: row.receivedAt.toISOString(),
        response: row.response,
      };
    }
    last = rows.at(-1)?.row;
    if (last === undefined || rows.length < PORTION) return;
  }
}

function listPortion(db: Database, scope: Scope, after: { receivedAt: Date; id: string } | undefined) {
  const { receivedAt, id } = attempt;
  return db
    .select({ row: attempt, version: questionVersion.version })
    .from(attempt)
    .innerJoin(
      questionVersion,
      and(
        eq(questionVersion.lesson, attempt.lesson),
        eq(questionVersion.questionId, attempt.questionId),
        eq(questionVersion.fingerprint, attempt.questionFingerprint),
      ),
    )
    .where(
      and(
        sql`${attempt.learnerId} in (${membersOf(scope)})`,
        after && or(gt(receivedAt, after.receivedAt), and(eq(receivedAt, after.receivedAt), gt(id, after.id))),
      ),
    )
    .orderBy(asc(receivedAt), asc(id))
    .limit(PORTION);
}
