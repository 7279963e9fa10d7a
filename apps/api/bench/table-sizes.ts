/** What an answer leaves behind: rows and bytes per table, for docs/reliability.md and the table of growth. */
import pg from 'pg';
import { round } from './measure.ts';

const ANSWER_TABLES = ['attempt', 'question_progress', 'audit', 'review_card'];

/** Returns per attempt the rows and the bytes (with indexes and out-of-line values) of each table that answers fill. */
export async function sizesOf(url: string): Promise<Record<string, { rows: number; bytes: number }>> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const number = async (text: string) =>
      Number((await client.query<{ n: string }>(`select (${text}) as n`)).rows[0]?.n);
    await client.query('vacuum full analyze');
    const attempts = await number('select count(*) from attempt');
    const sizes: Record<string, { rows: number; bytes: number }> = {};
    for (const table of ANSWER_TABLES) {
      sizes[table] = {
        rows: round((await number(`select count(*) from ${table}`)) / attempts, 3),
        bytes: Math.round((await number(`pg_total_relation_size('${table}')`)) / attempts),
      };
    }
    return sizes;
  } finally {
    await client.end();
  }
}
