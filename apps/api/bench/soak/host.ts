/** What the operating system and Postgres say of the processes under test: memory, open files, table sizes, connections. */
import { readdirSync, readFileSync } from 'node:fs';
import pg from 'pg';

export interface OsLook {
  /** Bytes; shared pages are shared out among those who share them. */
  pss: number;
  openFiles: number;
  threads: number;
}

export interface DatabaseLook {
  at: number;
  connections: number;
  /** Postgres' own processes together, bytes. */
  pss: number;
  /** Live rows and bytes with indexes, by table. */
  tables: Record<string, { rows: number; bytes: number }>;
}

export function lookAtProcess(pid: number): OsLook {
  const rollup = readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8');
  return {
    pss: Number(/^Pss:\s+(\d+) kB/m.exec(rollup)?.[1]) * 1024,
    openFiles: readdirSync(`/proc/${pid}/fd`).length,
    threads: readdirSync(`/proc/${pid}/task`).length,
  };
}

export interface DatabaseWatch {
  look(): Promise<DatabaseLook>;
  count(query: string): Promise<number>;
  close(): Promise<void>;
}

export async function watchDatabase(url: string): Promise<DatabaseWatch> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  const { rows: own } = await client.query<{ pid: number }>('select pg_backend_pid() as pid');
  const postmaster = parentOf(own[0]?.pid ?? 0);
  return {
    async look() {
      const tables = await client.query<{ name: string; rows: number; bytes: number }>(
        `select schemaname || '.' || relname as name, n_live_tup::float8 as rows,
                pg_total_relation_size(relid)::float8 as bytes from pg_stat_user_tables`,
      );
      const connections = await client.query<{ n: number }>(
        `select count(*)::int as n from pg_stat_activity where backend_type = 'client backend'`,
      );
      return {
        at: Date.now(),
        connections: connections.rows[0]?.n ?? Number.NaN,
        pss: familyOf(postmaster).reduce((sum, pid) => sum + pssOf(pid), 0),
        tables: Object.fromEntries(tables.rows.map(({ name, rows, bytes }) => [name, { rows, bytes }])),
      };
    },
    async count(query) {
      const { rows } = await client.query<{ n: number }>(`select (${query})::int as n`);
      return rows[0]?.n ?? Number.NaN;
    },
    close: () => client.end(),
  };
}

function familyOf(postmaster: number): number[] {
  const pids = readdirSync('/proc').filter((name) => /^\d+$/.test(name));
  return [postmaster, ...pids.map(Number).filter((pid) => parentOf(pid) === postmaster)];
}

/** 0 for a process that is gone. */
function parentOf(pid: number): number {
  return readNumber(`/proc/${pid}/status`, /^PPid:\s+(\d+)/m);
}

function pssOf(pid: number): number {
  return readNumber(`/proc/${pid}/smaps_rollup`, /^Pss:\s+(\d+) kB/m) * 1024;
}

function readNumber(file: string, pattern: RegExp): number {
  try {
    return Number(pattern.exec(readFileSync(file, 'utf8'))?.[1] ?? 0);
  } catch {
    return 0; // it ended between being listed and being read
  }
}
