/**
 * What a role needs to serve and to work, and no more: reading and changing rows. Tables are made and changed by their owner, with
 * `node dist/migrate.js`.
 */
import pg from 'pg';

const ROWS = 'select, insert, update, delete';
/** The application's own tables and the queue's. */
const SCHEMAS = 'public, pgboss';

/** Grants it to `role` for all tables that there are, and for those that the caller's role makes later. */
export async function grantUse(databaseUrl: string, role: string): Promise<void> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  const to = client.escapeIdentifier(role);
  try {
    await client.query('begin');
    for (const statement of [
      `grant usage on schema ${SCHEMAS}, drizzle to ${to}`,
      `grant ${ROWS} on all tables in schema ${SCHEMAS} to ${to}`,
      `grant usage, select on all sequences in schema ${SCHEMAS} to ${to}`,
      `grant select on all tables in schema drizzle to ${to}`,
      `alter default privileges in schema ${SCHEMAS} grant ${ROWS} on tables to ${to}`,
      `alter default privileges in schema ${SCHEMAS} grant usage, select on sequences to ${to}`,
    ]) {
      await client.query(statement);
    }
    await client.query('commit');
  } finally {
    await client.end();
  }
}
