/** Starts the real server on a free port with a data folder of its own, as `pnpm start` does after building. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const ENTRY = fileURLToPath(new URL('../../api/dist/main.js', import.meta.url));
const SITE = fileURLToPath(new URL('../../course/dist', import.meta.url));
/** Whoever signs in with it becomes administrator. */
export const ADMIN_EMAIL = 'admin@example.org';
const START_TIMEOUT_MS = 60_000;

/** One server that can be stopped and started again on the same data and address. */
export interface TestServer {
  readonly url: string;
  /** The file that mails go into, one line of JSON each. */
  readonly outbox: string;
  start(): Promise<void>;
  /** SIGTERM, then waits for the end; resolves to the exit code. */
  stop(): Promise<number | null>;
  /** Stops and removes the data folder. */
  dispose(): Promise<void>;
}

export async function findFreePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const address = probe.address();
  probe.close();
  await once(probe, 'close');
  if (address === null || typeof address === 'string') throw new Error('no free port was given');
  return address.port;
}

async function waitUntilReady(url: string, child: ChildProcess): Promise<void> {
  const end = Date.now() + START_TIMEOUT_MS;
  while (Date.now() < end) {
    if (child.exitCode !== null) throw new Error(`the server ended with code ${child.exitCode} before it was ready`);
    const ready = await fetch(`${url}/api/health`).then(
      (response) => response.ok,
      () => false,
    );
    if (ready) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error(`the server was not ready within ${START_TIMEOUT_MS} ms`);
}

/** Starts one; `site` is the folder of the site, else the built one. */
export async function startTestServer(site = SITE): Promise<TestServer> {
  const port = await findFreePort();
  const folder = await mkdtemp(join(tmpdir(), 'glassbox-e2e-'));
  const url = `http://localhost:${port}`;
  const outbox = join(folder, 'mail.jsonl');
  let child: ChildProcess | undefined;

  const server: TestServer = {
    url,
    outbox,
    async start() {
      const { DATABASE_URL: _, ...inherited } = process.env;
      const env = {
        ...inherited,
        PORT: String(port),
        HOST: 'localhost',
        DATA_DIR: join(folder, 'data'),
        SITE_DIR: site,
        MAIL_OUTBOX: outbox,
        ADMIN_EMAIL,
      };
      child = spawn(process.execPath, [ENTRY], { env, stdio: ['ignore', 'ignore', 'inherit'] });
      await waitUntilReady(url, child);
    },
    async stop() {
      if (!child || child.exitCode !== null) return child?.exitCode ?? null;
      const ended = once(child, 'exit');
      child.kill('SIGTERM');
      await ended;
      return child.exitCode;
    },
    async dispose() {
      await server.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
  await server.start();
  return server;
}
