/** A large database out of a small one: everything that learners left, again and again under other IDs, by SQL alone. */
import type pg from 'pg';
import { round } from './measure.ts';

/** In the order of their references; all have `learner_id`, the first is its target. */
const TABLES = [
  'learner',
  'session',
  'attempt',
  'question_progress',
  'review_card',
  'presentation',
  'activity',
  'audit',
];

export async function rowCount(client: pg.Client, table: string): Promise<number> {
  return Number((await client.query<{ n: string }>(`select count(*) as n from ${table}`)).rows[0]?.n);
}

/** Returns how many rows one of `learners` learners leaves in each table. */
export async function rowsPerLearner(client: pg.Client, learners: number): Promise<Record<string, number>> {
  const rows: Record<string, number> = {};
  for (const table of TABLES) rows[table] = round((await rowCount(client, table)) / learners, 1);
  return rows;
}

/** Returns the bytes of a row with its index entries and out-of-line values. Of few rows, it would mostly be empty pages. */
export async function bytesPerRow(client: pg.Client): Promise<Record<string, number>> {
  const bytes: Record<string, number> = {};
  for (const table of TABLES) {
    const { rows } = await client.query<{ bytes: string }>(`select pg_total_relation_size('${table}') as bytes`);
    bytes[table] = Math.round(Number(rows[0]?.bytes) / (await rowCount(client, table)));
  }
  return bytes;
}

/** Adds `copies` copies of every row. A UUID becomes the same other one everywhere, so references stay whole; none is checked. */
export async function copyLearners(client: pg.Client, copies: number): Promise<void> {
  await client.query('set session_replication_role = replica');
  await client.query('set synchronous_commit = off');
  for (const table of TABLES) {
    const { rows: columns } = await client.query<{ name: string; type: string }>(
      `select column_name as name, data_type as type from information_schema.columns
       where table_schema = 'public' and table_name = $1 and is_identity = 'NO'`,
      [table],
    );
    const names = columns.map(({ name }) => `"${name}"`).join(', ');
    const values = columns.map(({ name, type }) => copied(name, type)).join(', ');
    await client.query(
      `insert into ${table} (${names}) select ${values} from ${table} as t, generate_series(1, ${copies}) as copy`,
    );
  }
  await client.query('reset session_replication_role');
}

function copied(name: string, type: string): string {
  if (type === 'uuid') return `md5(t."${name}"::text || copy)::uuid`;
  if (name === 'token_hash') return `md5(t."${name}" || copy) || md5(copy || t."${name}")`;
  return `t."${name}"`;
}
