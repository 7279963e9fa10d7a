import { eq } from 'drizzle-orm';
import { expect, test } from 'vitest';
import type { Database } from './database.ts';
import { fixedQuery, insertedInto, value, valuesOf } from './fixed-query.ts';
import { attempt, questionProgress } from './tables.ts';
import { together } from './together.ts';

/** A database that keeps what it is given. */
function listen() {
  const heard: { sql: string; params: unknown[] }[] = [];
  const prepareQuery = (query: { sql: string; params: unknown[] }) => {
    heard.push(query);
    return { execute: async () => [] };
  };
  return { db: { _: { session: { prepareQuery } } } as unknown as Database, heard };
}

test('a query is built once and filled with the values of each use', async () => {
  let built = 0;
  const find = fixedQuery<{ id: string }, unknown[]>((db) => {
    built += 1;
    return db
      .select({ id: attempt.id })
      .from(attempt)
      .where(eq(attempt.id, value('id')));
  });
  const { db, heard } = listen();
  await find(db, { id: 'one' });
  await find(db, { id: 'two' });
  expect(built).toBe(1);
  expect(heard.map(({ sql }) => sql)).toEqual(Array(2).fill('select "id" from "attempt" where "attempt"."id" = $1'));
  expect(heard.map(({ params }) => params)).toEqual([['one'], ['two']]);
});

test('values are written as their columns write them, and null is SQL’s null in all of them', async () => {
  const insert = fixedQuery<object, unknown>((db) =>
    db.insert(attempt).values({ ...valuesOf(attempt), certaintyPoints: 0 }),
  );
  const { db, heard } = listen();
  const at = new Date('2026-11-25T12:00:00Z');
  const rest = { id: 'i', learnerId: 'l', idempotencyKey: 'k', requestHash: 'h', lesson: 'a', questionId: 'q' };
  const graded = { questionFingerprint: 'f', verdict: 'right', score: 1, maxScore: 1, bestScore: 1, attemptNumber: 1 };
  const values = { ...rest, ...graded, worth: 1, gradedBy: 'server', answeredAt: at, receivedAt: at };
  await insert(db, { ...values, presented: null, response: { kind: 'x' }, feedback: [], certainty: null });
  const [{ params } = { params: [] }] = heard;
  expect(params.slice(7, 9)).toEqual([null, '{"kind":"x"}']);
  expect(params.at(-1)).toBe(at.toISOString());
});

test('a value that is left out is an error that names it', async () => {
  const find = fixedQuery<object, unknown>((db) =>
    db
      .select()
      .from(attempt)
      .where(eq(attempt.id, value('id'))),
  );
  await expect(find(listen().db, {})).rejects.toThrow('no value came for "id"');
});

test('a row that is there already takes the new values, except in the columns that are kept', async () => {
  const put = fixedQuery<object, unknown>((db) =>
    db
      .insert(questionProgress)
      .values(valuesOf(questionProgress))
      .onConflictDoUpdate({
        target: questionProgress.learnerId,
        set: insertedInto(questionProgress, ['learnerId', 'lesson', 'questionId', 'latestAttemptId', 'bestVerdict']),
      }),
  );
  const { db, heard } = listen();
  const at = new Date();
  const key = { learnerId: 'l', lesson: 'a', questionId: 'q', latestAttemptId: 'i', latestAnsweredAt: at };
  await put(db, { ...key, attemptCount: 1, bestVerdict: 'right', bestScore: 1, bestMaxScore: 1 });
  expect(heard[0]?.sql).toMatch(
    /do update set "attempt_count" = excluded."attempt_count", "latest_answered_at" = excluded."latest_answered_at", "best_score" = excluded."best_score", "best_max_score" = excluded."best_max_score"$/,
  );
});

test('when one of several statements fails, its error comes after the last one has ended', async () => {
  let ended = false;
  const slow = new Promise<void>((resolve) => setTimeout(resolve, 20)).then(() => {
    ended = true;
  });
  await expect(together(Promise.reject(new Error('first')), slow)).rejects.toThrow('first');
  expect(ended).toBe(true);
});
