/** A Postgres for one test run: Debian's binaries, a folder in /tmp, a free port on 127.0.0.1, gone afterwards. */
import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { chownSync, existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { childrenOf } from './child-processes.ts';

const DEBIAN = '/usr/lib/postgresql';
const START_MS = 60_000;
const RETRY_MS = 200;

export interface Cluster {
  /** The address of its database `postgres`; it stays the same over restarts. */
  url: string;
  /** Debian's folder of programs: psql, pgbench, pg_dump. */
  binaries: string;
  /** Of the postmaster; its backends are its children. */
  pid(): number;
  /** Starts it again after `kill`, and returns once it answers. */
  start(): Promise<void>;
  /** Ends every process of it at once, as a power failure of only this machine would. Data stays. */
  kill(): Promise<void>;
  /** Ends it in order and removes its data. */
  stop(): Promise<void>;
}

export interface ClusterOptions {
  /** An empty folder for its data, e.g. on a small file system; without it, one of its own in /tmp. */
  folder?: string;
  /** e.g. `max_connections=50`; the rest stays as Postgres has it. */
  settings?: readonly string[];
}

interface User {
  uid: number;
  gid: number;
}

/** Returns why no cluster can be made here, or `undefined` when one can. */
export function whyNoCluster(): string | undefined {
  if (findBinaries() === undefined) return `no GLASSBOX_TEST_DATABASE_URL and no initdb in ${DEBIAN}/*/bin`;
  if (process.getuid?.() === 0 && findPostgresUser() === undefined)
    return 'root may not run Postgres and there is no user postgres';
  return undefined;
}

/** Makes and starts a cluster. Durable, unlike most test clusters: the kill test relies on it. */
export async function startCluster({ folder, settings = [] }: ClusterOptions = {}): Promise<Cluster> {
  const binaries = findBinaries();
  if (binaries === undefined) throw new Error(whyNoCluster());
  const user = process.getuid?.() === 0 ? findPostgresUser() : undefined;
  const home = folder ?? mkdtempSync(join(tmpdir(), 'glassbox-postgres-'));
  if (user !== undefined) chownSync(home, user.uid, user.gid);
  const data = join(home, 'data');
  const asUser = { ...user, cwd: home, stdio: 'ignore' } as const;
  execFileSync(
    join(binaries, 'initdb'),
    ['-D', data, '-U', 'glassbox', '-A', 'trust', '-E', 'UTF8', '--no-locale', '--no-sync'],
    asUser,
  );
  const port = await findFreePort();
  const url = `postgres://glassbox@127.0.0.1:${port}/postgres`;
  const chosen = ['listen_addresses=127.0.0.1', `unix_socket_directories=${home}`, ...settings];
  const flags = ['-D', data, '-p', String(port), ...chosen.flatMap((setting) => ['-c', setting])];
  let server: ChildProcess | undefined;
  let ended: Promise<void> = Promise.resolve();
  const start = async () => {
    // While a backend of a killed server still lives, a new server refuses the folder and ends; then it is tried again.
    for (const deadline = performance.now() + START_MS; ; ) {
      const started = spawn(join(binaries, 'postgres'), flags, asUser);
      server = started;
      ended = new Promise<void>((resolve) => started.once('exit', () => resolve()));
      const isUp = await Promise.race([waitUntilReady(url).then(() => true), ended.then(() => false)]);
      if (isUp) return;
      if (performance.now() > deadline) throw new Error(`Postgres does not start on ${data}; it ended each time.`);
      await new Promise((resolve) => setTimeout(resolve, RETRY_MS));
    }
  };
  await start();
  return {
    url,
    binaries,
    pid: () => server?.pid ?? 0,
    start,
    async kill() {
      const backends = childrenOf(server?.pid ?? 0);
      server?.kill('SIGKILL');
      // They would end by themselves, but not at once, and as long as one lives no new server starts on the folder.
      for (const backend of backends) endIfThere(backend);
      await ended;
    },
    async stop() {
      server?.kill('SIGINT'); // Postgres' fast shutdown
      await ended;
      rmSync(data, { recursive: true });
      if (folder === undefined) rmSync(home, { recursive: true });
    },
  };
}

function endIfThere(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // It has ended already.
  }
}

function findBinaries(): string | undefined {
  if (!existsSync(DEBIAN)) return undefined;
  const versions = readdirSync(DEBIAN).sort((left, right) => Number(right) - Number(left));
  return versions.map((version) => join(DEBIAN, version, 'bin')).find((bin) => existsSync(join(bin, 'initdb')));
}

function findPostgresUser(): User | undefined {
  try {
    const number = (flag: string) =>
      Number(execFileSync('id', [flag, 'postgres'], { encoding: 'utf8', stdio: 'pipe' }));
    return { uid: number('-u'), gid: number('-g') };
  } catch {
    return undefined; // no such user
  }
}

export async function findFreePort(): Promise<number> {
  const server = createServer();
  const port = await new Promise<number>((resolve, reject) => {
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      if (typeof address === 'object' && address !== null) resolve(address.port);
      else reject(new Error('no port'));
    });
  });
  await new Promise((resolve) => server.close(resolve));
  return port;
}

async function waitUntilReady(url: string): Promise<void> {
  const deadline = performance.now() + START_MS;
  for (;;) {
    const client = new pg.Client({ connectionString: url });
    try {
      await client.connect();
      await client.end();
      return;
    } catch (error) {
      if (performance.now() > deadline) throw error;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }
}
