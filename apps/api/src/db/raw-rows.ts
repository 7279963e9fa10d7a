/** Queries that are clearer in SQL than in a builder: aggregates over several common table expressions. */
import type { SQL } from 'drizzle-orm';
import type { Database } from './database.ts';

/**
 * Returns the rows of a query. The caller names their type: every column must be cast in the query to what both drivers
 * read alike (`::int`, `::float8`, `::text`, jsonb), since they differ over dates and 64-bit integers.
 */
export async function rawRows<Row>(db: Database, query: SQL): Promise<Row[]> {
  const result = (await db.execute(query)) as unknown as { rows: Row[] };
  return result.rows;
}
