/** SQL that the query builder can't say, the same for both drivers: lists travel as JSON, numbers come back as text. */
import type { SQL } from 'drizzle-orm';
import type { Database } from './database.ts';

/** Returns the rows of a statement. `Row` says what its column list says; nothing checks it. */
export async function queryRows<Row>(db: Database, statement: SQL): Promise<Row[]> {
  const result = (await db.execute(statement)) as unknown as { rows: Row[] };
  return result.rows;
}

/** Reads `{0.1,0.2}`, Postgres' way of writing `real[]`, exactly. */
export function parseReals(text: string): Float32Array {
  return text === '{}' ? new Float32Array() : Float32Array.from(text.slice(1, -1).split(','), Number);
}

/** Writes what `parseReals` reads. */
export function writeReals(values: Float32Array): string {
  return `{${values.join(',')}}`;
}
