/**
 * The books after a fault: every acknowledged answer must be in the database once, with the attempt that was acknowledged, and
 * attempts, progress and audit must tell the same number. Looks past the API, into the tables.
 */
import pg from 'pg';
import type { Acknowledged } from './traffic.ts';

export interface Books {
  acknowledged: number;
  /** Acknowledged and not there, or there as another attempt. Must be 0. */
  lost: number;
  /** Attempts beyond one per acknowledged answer, in the table or in the learners' progress. Must be 0. */
  countedTwice: number;
  /** Attempts without their count or audit row, or the other way round. Must be 0. */
  halfStored: number;
}

/** A query on the database: Postgres by its address, the embedded one through whoever has it open. */
export type Query = (text: string, values?: unknown[]) => Promise<Record<string, unknown>[]>;

export async function readBooks(query: Query, acknowledged: readonly Acknowledged[]): Promise<Books> {
  const columns = [
    acknowledged.map(({ learnerId }) => learnerId),
    acknowledged.map(({ idempotencyKey }) => idempotencyKey),
    acknowledged.map(({ attemptId }) => attemptId),
  ];
  const number = async (text: string, values: unknown[] = []) => Number((await query(text, values))[0]?.n);
  const found = await number(
    `select count(*) as n from unnest($1::uuid[], $2::uuid[], $3::uuid[]) as told(learner_id, idempotency_key, id)
    join attempt using (learner_id, idempotency_key, id)`,
    columns,
  );
  const attempts = await number('select count(*) as n from attempt');
  const counted = await number('select coalesce(sum(attempt_count), 0) as n from question_progress');
  const audited = await number(`select count(*) as n from audit where action = 'attempt.graded'`);
  const told = acknowledged.length;
  return {
    acknowledged: told,
    lost: told - found,
    countedTwice: Math.max(0, attempts - told, counted - told),
    halfStored: Math.abs(attempts - counted) + Math.abs(attempts - audited),
  };
}

export async function readBooksOf(url: string, acknowledged: readonly Acknowledged[]): Promise<Books> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return await readBooks(async (text, values) => (await client.query(text, values)).rows, acknowledged);
  } finally {
    await client.end();
  }
}

export function balance({ lost, countedTwice, halfStored }: Books): boolean {
  return lost + countedTwice + halfStored === 0;
}
