/**
 * A real Postgres at DATABASE_URL: a pool of connections, migrated by one replica at a time. drizzle and the tables take half a
 * second to load; that comes after the connection, so that an address that can't be used is told at once.
 */
import pg from 'pg';
import { StartupError } from '../errors.ts';
import type { OpenDatabase } from './database.ts';
import { NamingClient } from './naming-client.ts';

/** At the start, when nobody waits for anything else. */
const CONNECT_TIMEOUT_MS = 5_000;
const CLOSE_TIMEOUT_MS = 5_000;
const POOL_SIZE = 10;
/** How long a request may wait for a connection: thousands of learners who start in one moment get theirs one after the other. */
const POOL_TIMEOUT_MS = 15_000;
/** A server that has stopped answering in the middle of a conversation, and one that is merely slow, look alike for so long. */
const STATEMENT_TIMEOUT_MS = 30_000;
/** Any number, as long as every replica uses the same one. */
const MIGRATION_LOCK = 4_321_000_001;
/**
 * A change of a table waits for whoever uses it, and everybody else then waits behind the change. After this it gives up, the start
 * ends, and whoever supervises the server starts it again.
 */
const TABLE_LOCK_MS = 10_000;

/**
 * Connects, brings the tables up to date and returns the database.
 *
 * @param databaseUrl `postgres://user:password@host:port/database`, or with `?host=/socket/folder`.
 * @param log gets a line when an idle connection breaks; the pool then makes a new one.
 * @throws StartupError when the address is malformed, nothing answers, access is refused, the database doesn't hold
 * UTF-8 or its tables can't be made. No message shows the password.
 */
export async function openPostgres(databaseUrl: string, log: (line: string) => void): Promise<OpenDatabase> {
  const place = describe(databaseUrl);
  const pool = new pg.Pool({
    Client: NamingClient,
    connectionString: databaseUrl,
    max: POOL_SIZE,
    connectionTimeoutMillis: POOL_TIMEOUT_MS,
    query_timeout: STATEMENT_TIMEOUT_MS,
    keepAlive: true,
  });
  pool.on('error', (error) => log(`A database connection broke (${error.message}). The next request makes a new one.`));
  // The pool listens to a connection only while nobody uses it. One that breaks in between two statements of a transaction fails
  // the next of them; unheard, it would end the process.
  pool.on('connect', (connection) => connection.on('error', () => undefined));
  try {
    await prepare(databaseUrl, place);
  } catch (error) {
    await pool.end();
    throw error;
  }
  const { open } = await loadTables();
  let closing: Promise<void> | undefined;
  return {
    db: open(pool),
    engine: { kind: 'postgres', url: databaseUrl },
    description: `Postgres at ${place}`,
    pool: () => ({ total: pool.totalCount, idle: pool.idleCount, waiting: pool.waitingCount }),
    close: () => {
      closing ??= endPool(pool);
      return closing;
    },
  };
}

/** A connection whose server is gone may never say that it has ended: that must not keep the process. */
async function endPool(pool: pg.Pool): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const patience = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, CLOSE_TIMEOUT_MS);
  });
  await Promise.race([pool.end(), patience]);
  clearTimeout(timer);
}

const loadTables = () => import('./postgres-tables.ts');

/** On a connection of its own: bringing large tables up to date may take longer than any request may. */
async function prepare(databaseUrl: string, place: string): Promise<void> {
  const connection = await connect(databaseUrl, place);
  try {
    await checkEncoding(connection, place);
    await migrateOnce(connection, place);
  } finally {
    await connection.end().catch(() => undefined); // a connection that broke has ended
  }
}

async function connect(databaseUrl: string, place: string): Promise<pg.Client> {
  try {
    const connection = new pg.Client({ connectionString: databaseUrl, connectionTimeoutMillis: CONNECT_TIMEOUT_MS });
    // A connection that breaks while it is in use also fails the query under way; unheard, this would end the process.
    connection.on('error', () => undefined);
    await connection.connect();
    return connection;
  } catch (cause) {
    throw unreachable(place, cause); // also when a file that the address names can't be read
  }
}

function unreachable(place: string, cause: unknown): StartupError {
  return new StartupError(
    'database-unreachable',
    `DATABASE_URL: Postgres at ${place} can't be used (${reasonOf(cause)}); a running server and a database this user may open were needed; start it or correct DATABASE_URL.`,
    { cause },
  );
}

/** Chinese answers can't be stored in anything but UTF-8. */
async function checkEncoding(connection: pg.Client, place: string): Promise<void> {
  const { rows } = await connection
    .query<{ server_encoding: string }>('show server_encoding')
    .catch((cause: unknown) => {
      throw unreachable(place, cause);
    });
  const found = rows[0]?.server_encoding;
  if (found === 'UTF8') return;
  throw new StartupError(
    'database-encoding',
    `DATABASE_URL: the database at ${place} is encoded in ${found}; UTF8 was needed; create one with "createdb --encoding UTF8 --template template0 NAME".`,
  );
}

/** Replicas that start together wait here for each other; the first one does the work. */
async function migrateOnce(connection: pg.Client, place: string): Promise<void> {
  try {
    await connection.query('select pg_advisory_lock($1)', [MIGRATION_LOCK]);
    // From here on, so that waiting for another replica's migration has no end of its own.
    await connection.query(`set lock_timeout = ${TABLE_LOCK_MS}`);
    await (await loadTables()).migrate(connection);
  } catch (cause) {
    throw new StartupError(
      'database-migration',
      `DATABASE_URL: the tables at ${place} could not be made or brought up to date (${reasonOf(cause)}); a connection that lasts and a user who may create schemas and tables were needed; see to both or use another database. Nothing was changed.`,
      { cause },
    );
  } finally {
    // A connection that broke has lost the lock already.
    await connection.query('select pg_advisory_unlock($1)', [MIGRATION_LOCK]).catch(() => undefined);
  }
}

/** The address without user and password. */
function describe(databaseUrl: string): string {
  try {
    const url = new URL(databaseUrl);
    if (!/^postgres(ql)?:$/.test(url.protocol)) throw new TypeError(`${url.protocol} is not postgres:`);
    const host = url.searchParams.get('host') ?? (url.host || 'localhost');
    return `${host}${url.pathname}`;
  } catch (cause) {
    throw new StartupError(
      'database-url',
      'DATABASE_URL: this is not a Postgres address; postgres://user:password@host:5432/database was needed; correct it, or remove it to use the embedded database.',
      { cause },
    );
  }
}

function reasonOf(cause: unknown): string {
  const root = cause instanceof Error && cause.cause instanceof Error ? cause.cause : cause;
  // Node reports one error per address tried, with an empty message on the whole.
  if (root instanceof AggregateError) return root.errors.map(reasonOf).join(', ');
  return root instanceof Error ? root.message : String(root);
}
