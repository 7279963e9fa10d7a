/**
 * `DATABASE_URL=… node dist/migrate.js [ROLE]`: makes and changes the tables of a Postgres, the queue's too, and lets ROLE use them.
 * Servers do the same at their start where their role may; with this they need a role that may not (docs/operations.md).
 */
import { grantUse } from './db/grant-use.ts';
import { findVectorSearch } from './db/knowledge-store.ts';
import { openPostgres } from './db/postgres.ts';
import { StartupError } from './errors.ts';
import { createQueue } from './experiments/queue.ts';

const role = process.argv[2];
try {
  const databaseUrl = process.env.DATABASE_URL || undefined;
  if (databaseUrl === undefined) throw noDatabase();
  const database = await openPostgres(databaseUrl, console.error);
  const queue = createQueue(database, { log: console.error });
  await queue.ready();
  const search = await findVectorSearch(database.db);
  await queue.close();
  await database.close();
  if (role !== undefined) await grantUse(databaseUrl, role).catch((cause: unknown) => Promise.reject(noRole(cause)));
  const vectors = search === 'pgvector' ? 'with pgvector' : 'without pgvector';
  console.log(`${database.description}: up to date, ${vectors}${role === undefined ? '' : `, for ${role} to use`}.`);
} catch (error) {
  if (!(error instanceof StartupError)) throw error;
  console.error(error.message);
  process.exitCode = 1;
}

function noDatabase(): StartupError {
  return new StartupError(
    'migrate-needs-postgres',
    'DATABASE_URL: it is not set; the address of a Postgres with the role that owns its tables was needed; set it. The embedded database is brought up to date by its server.',
  );
}

function noRole(cause: unknown): StartupError {
  const reason = cause instanceof Error ? cause.message : String(cause);
  return new StartupError(
    'migrate-role',
    `migrate: the role ${role} could not be let in (${reason}); a role that exists and is not the owner was needed; make it with "create role … login password …" and call again. The tables are up to date.`,
    { cause },
  );
}
