/** Table `unanswered_question`: what the course could not answer, alike questions in one row, without who asked. */
import type { Locale } from '@glassbox/quiz';
import { and, desc, eq, isNotNull, isNull, lt, type SQL, sql } from 'drizzle-orm';
import type { Database } from './database.ts';
import { type JsonValue, toJson } from './json-value.ts';
import { unansweredQuestion } from './tables.ts';

export type UnansweredRow = typeof unansweredQuestion.$inferSelect;

/** Any number, as long as it is used for nothing else: whoever groups a question holds it. */
const GROUPING_LOCK = 4_321_000_018;

/** Lets one question after another find its group. */
export async function lockGrouping(tx: Database): Promise<void> {
  await tx.execute(sql`select pg_advisory_xact_lock(${GROUPING_LOCK}::bigint)`);
}

/** The open groups of a language, latest first. */
export function listOpenGroups(db: Database, locale: Locale, limit: number): Promise<UnansweredRow[]> {
  return db
    .select()
    .from(unansweredQuestion)
    .where(and(eq(unansweredQuestion.locale, locale), isNull(unansweredQuestion.handledAt)))
    .orderBy(desc(unansweredQuestion.lastAskedAt))
    .limit(limit);
}

/** Most asked first. */
export async function listUnanswered(
  db: Database,
  { locale, handled, limit }: { locale: Locale | undefined; handled: boolean; limit: number },
): Promise<{ rows: Omit<UnansweredRow, 'vector'>[]; total: number }> {
  const { handledAt, timesAsked, lastAskedAt, id } = unansweredQuestion;
  const conditions: SQL[] = [handled ? isNotNull(handledAt) : isNull(handledAt)];
  if (locale) conditions.push(eq(unansweredQuestion.locale, locale));
  const where = and(...conditions);
  const columns = {
    id,
    locale: unansweredQuestion.locale,
    question: unansweredQuestion.question,
    wordings: unansweredQuestion.wordings,
    timesAsked,
    firstAskedAt: unansweredQuestion.firstAskedAt,
    lastAskedAt,
    handledAt,
    handledBy: unansweredQuestion.handledBy,
  };
  const rows = await db
    .select(columns)
    .from(unansweredQuestion)
    .where(where)
    .orderBy(desc(timesAsked), desc(lastAskedAt), id)
    .limit(limit);
  return { rows, total: await db.$count(unansweredQuestion, where) };
}

export async function insertUnanswered(tx: Database, row: UnansweredRow): Promise<void> {
  await tx.insert(unansweredQuestion).values(row);
}

export async function addToGroup(tx: Database, id: string, wordings: string[], at: Date): Promise<void> {
  await tx
    .update(unansweredQuestion)
    .set({ wordings, lastAskedAt: at, timesAsked: sql`${unansweredQuestion.timesAsked} + 1` })
    .where(eq(unansweredQuestion.id, id));
}

/** Resolves to whether there is such a group. */
export async function setHandled(tx: Database, id: string, handled: { at: Date; by: string } | null): Promise<boolean> {
  const rows = await tx
    .update(unansweredQuestion)
    .set({ handledAt: handled?.at ?? null, handledBy: handled?.by ?? null })
    .where(eq(unansweredQuestion.id, id))
    .returning({ id: unansweredQuestion.id });
  return rows.length > 0;
}

export async function deleteUnansweredBefore(tx: Database, moment: Date): Promise<void> {
  await tx.delete(unansweredQuestion).where(lt(unansweredQuestion.lastAskedAt, moment));
}

export async function moveHandledQuestions(tx: Database, from: string, to: string): Promise<void> {
  await tx.update(unansweredQuestion).set({ handledBy: to }).where(eq(unansweredQuestion.handledBy, from));
}

/** What an instructor marked as handled. Who asked is not stored, so there is nothing to export of that. */
export async function exportHandledQuestions(db: Database, learnerId: string): Promise<JsonValue> {
  const { question, handledAt } = unansweredQuestion;
  return toJson(
    await db
      .select({ question, handledAt })
      .from(unansweredQuestion)
      .where(eq(unansweredQuestion.handledBy, learnerId)),
  );
}
