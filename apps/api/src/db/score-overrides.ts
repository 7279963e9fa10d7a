/** Table `score_override`: scores set by hand. */
import { and, count, desc, eq, inArray, isNotNull, isNull, type SQL, sql } from 'drizzle-orm';
import type { AttemptRow } from './attempts.ts';
import type { Database } from './database.ts';
import { type JsonValue, toJson } from './json-value.ts';
import { attempt, questionVersion, scoreOverride } from './tables.ts';
import { membersOf, type Scope } from './teach/scope.ts';

export type OverrideRow = typeof scoreOverride.$inferSelect;

export async function findOverride(db: Database, attemptId: string): Promise<OverrideRow | undefined> {
  const rows = await db.select().from(scoreOverride).where(eq(scoreOverride.attemptId, attemptId));
  return rows[0];
}

export async function putOverride(tx: Database, row: OverrideRow): Promise<void> {
  const { attemptId, originalScore: _kept, ...set } = row;
  await tx.insert(scoreOverride).values(row).onConflictDoUpdate({ target: scoreOverride.attemptId, set });
}

/** Returns the overrides of a learner's answers, the newest first. */
export async function listOverridesOf(db: Database, learnerId: string) {
  return db
    .select({
      override: scoreOverride,
      lesson: attempt.lesson,
      questionId: attempt.questionId,
      maxScore: attempt.maxScore,
    })
    .from(scoreOverride)
    .innerJoin(attempt, eq(attempt.id, scoreOverride.attemptId))
    .where(eq(attempt.learnerId, learnerId))
    .orderBy(desc(scoreOverride.overriddenAt), scoreOverride.attemptId);
}

export async function findAttempt(db: Database, attemptId: string): Promise<AttemptRow | undefined> {
  const rows = await db.select().from(attempt).where(eq(attempt.id, attemptId));
  return rows[0];
}

export async function findAttemptInScope(
  db: Database,
  scope: Scope,
  attemptId: string,
): Promise<AttemptRow | undefined> {
  const rows = await db
    .select()
    .from(attempt)
    .where(and(eq(attempt.id, attemptId), inMembers(scope)));
  return rows[0];
}

export interface QueueFilter {
  scope: Scope;
  /** Kinds whose answers a person has to read. */
  kinds: readonly string[];
  /** `waiting`: nobody has read it. */
  state: 'waiting' | 'read';
  limit: number;
}

/** Returns answers to read with the question as it was asked; waiting ones oldest first, read ones newest first. */
export async function listQueue(db: Database, { scope, kinds, state, limit }: QueueFilter) {
  const { attemptId, overriddenAt } = scoreOverride;
  return db
    .select({ attempt, question: questionVersion.question, override: scoreOverride })
    .from(attempt)
    .innerJoin(
      questionVersion,
      and(
        eq(questionVersion.lesson, attempt.lesson),
        eq(questionVersion.questionId, attempt.questionId),
        eq(questionVersion.fingerprint, attempt.questionFingerprint),
      ),
    )
    .leftJoin(scoreOverride, eq(attemptId, attempt.id))
    .where(and(ofKinds(kinds), inMembers(scope), state === 'waiting' ? isNull(attemptId) : isNotNull(attemptId)))
    .orderBy(state === 'waiting' ? attempt.receivedAt : desc(overriddenAt), attempt.id)
    .limit(limit);
}

/** Returns how many answers nobody has read. */
export async function countWaiting(db: Database, scope: Scope, kinds: readonly string[]): Promise<number> {
  const rows = await db
    .select({ n: count() })
    .from(attempt)
    .leftJoin(scoreOverride, eq(scoreOverride.attemptId, attempt.id))
    .where(and(ofKinds(kinds), inMembers(scope), isNull(scoreOverride.attemptId)));
  return rows[0]?.n ?? 0;
}

export async function setAttemptScore(
  tx: Database,
  attemptId: string,
  graded: Pick<AttemptRow, 'score' | 'verdict' | 'gradedBy'>,
): Promise<void> {
  await tx.update(attempt).set(graded).where(eq(attempt.id, attemptId));
}

function ofKinds(kinds: readonly string[]): SQL {
  return inArray(sql`${attempt.response} ->> 'kind'`, [...kinds]);
}

function inMembers(scope: Scope): SQL {
  return sql`${attempt.learnerId} in (${membersOf(scope)})`;
}

export async function moveOverrides(tx: Database, from: string, to: string): Promise<void> {
  await tx.update(scoreOverride).set({ overriddenBy: to }).where(eq(scoreOverride.overriddenBy, from));
}

export async function exportOverrides(db: Database, learnerId: string): Promise<JsonValue> {
  const rows = await listOverridesOf(db, learnerId);
  return toJson(
    rows.map(({ lesson, questionId, override: { originalScore, score, note, overriddenAt } }) => ({
      lesson,
      questionId,
      originalScore,
      score,
      note,
      overriddenAt,
    })),
  );
}
