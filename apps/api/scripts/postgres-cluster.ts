/** A Postgres for one test run: Debian's binaries, a folder in /tmp, a free port on 127.0.0.1, gone afterwards. */
import { execFileSync, spawn } from 'node:child_process';
import { chownSync, existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';

const DEBIAN = '/usr/lib/postgresql';
const START_MS = 20_000;

export interface Cluster {
  /** The address of its database `postgres`. */
  url: string;
  stop(): Promise<void>;
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
export async function startCluster(): Promise<Cluster> {
  const binaries = findBinaries();
  if (binaries === undefined) throw new Error(whyNoCluster());
  const user = process.getuid?.() === 0 ? findPostgresUser() : undefined;
  const folder = mkdtempSync(join(tmpdir(), 'glassbox-postgres-'));
  if (user !== undefined) chownSync(folder, user.uid, user.gid);
  const data = join(folder, 'data');
  const asUser = { ...user, cwd: folder, stdio: 'ignore' } as const;
  execFileSync(
    join(binaries, 'initdb'),
    ['-D', data, '-U', 'glassbox', '-A', 'trust', '-E', 'UTF8', '--no-locale', '--no-sync'],
    asUser,
  );
  const port = await findFreePort();
  const server = spawn(
    join(binaries, 'postgres'),
    ['-D', data, '-p', String(port), '-c', 'listen_addresses=127.0.0.1', '-c', `unix_socket_directories=${folder}`],
    asUser,
  );
  const ended = new Promise<void>((resolve) => server.once('exit', () => resolve()));
  const url = `postgres://glassbox@127.0.0.1:${port}/postgres`;
  await waitUntilReady(url);
  return {
    url,
    async stop() {
      server.kill('SIGINT'); // Postgres' fast shutdown
      await ended;
      rmSync(folder, { recursive: true });
    },
  };
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

async function findFreePort(): Promise<number> {
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
