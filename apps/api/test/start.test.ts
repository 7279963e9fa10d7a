import { once } from 'node:events';
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { request } from 'node:http';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { connect, getProgress, type LearnerClient, QUESTIONS, rightAnswer } from '../scripts/learner-client.ts';
import {
  copyData,
  type Ended,
  endAll,
  runServer,
  type ServerProcess,
  startProcess,
} from '../scripts/server-process.ts';
import { copyFolder } from '../src/db/copy-folder.ts';
import { getPostgresUrl, noPostgres, runOn, withDatabase } from './databases.ts';

let folder: string;
/** A data folder with one answer in it, and the cookie of its learner. */
let used: string;
let cookie: string;
const answer = rightAnswer(0);
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'glassbox-start-'));
  used = join(folder, 'used');
  const server = await startProcess({ DATA_DIR: used });
  const learner = await connect(server.url);
  cookie = learner.cookie;
  expect((await learner.client.api.attempts.$post({ json: answer })).status).toBe(201);
  await server.end('SIGTERM');
});
afterEach(endAll);
afterAll(() => rmSync(folder, { recursive: true }));

function expectOneSentence(ended: Ended, ...parts: string[]): void {
  expect({ code: ended.code, stdout: ended.stdout }).toEqual({ code: 1, stdout: '' });
  expect(ended.stderr.trim().split('\n')).toHaveLength(1);
  for (const part of parts) expect(ended.stderr).toContain(part);
}

async function scoreAt(server: ServerProcess): Promise<number> {
  return (await getProgress(await connect(server.url, cookie))).course.score;
}

describe('a start that works', () => {
  test.each(['SIGTERM', 'SIGINT'] as const)(
    'says where and on what it runs, stops on %s with 0, and finds everything again',
    async (signal) => {
      const first = await startProcess({ DATA_DIR: used });
      expect(first.stdout()).toContain(first.url);
      expect(first.stdout()).toContain(`PGlite) in ${used}`);
      expect(await (await fetch(`${first.url}/api/health`)).json()).toEqual({ status: 'ok' });
      expect(await (await fetch(`${first.url}/api/ready`)).json()).toEqual({ status: 'ready', database: 'ok' });
      expect(await first.end(signal)).toMatchObject({ code: 0, signal: null, stderr: '' });
      const second = await startProcess({ DATA_DIR: used });
      expect(await scoreAt(second)).toBe(QUESTIONS[0]?.question.public.points);
      await second.end(signal);
    },
  );

  test('answers to localhost on 127.0.0.1', async () => {
    const server = await startProcess({ DATA_DIR: used, HOST: 'localhost' });
    expect(server.url).toContain('http://localhost:');
    expect((await fetch(server.url.replace('localhost', '127.0.0.1').concat('/api/health'))).status).toBe(200);
    await server.end('SIGTERM');
  });

  test('a request under way when it is told to stop is still answered', async () => {
    const server = await startProcess({ DATA_DIR: used });
    const body = JSON.stringify(rightAnswer(1));
    const headers = {
      cookie,
      'content-type': 'application/json',
      'content-length': body.length,
      expect: '100-continue',
    };
    const post = request(`${server.url}/api/attempts`, { method: 'POST', headers });
    const answered = once(post, 'response');
    post.flushHeaders();
    await once(post, 'continue'); // the server has the headers and waits for the body
    const ended = server.end('SIGTERM');
    await new Promise((resolve) => setTimeout(resolve, 200));
    post.end(body);
    expect(await answered).toMatchObject([{ statusCode: 201 }]);
    expect((await ended).code).toBe(0);
  });

  test('the first start may be killed half-way: the next one begins anew', async () => {
    const dataDir = join(folder, 'half-way');
    const unfinished = join(dataDir, 'database.unfinished');
    mkdirSync(unfinished, { recursive: true });
    writeFileSync(join(unfinished, 'PG_VERSION'), '18\n');
    const server = await startProcess({ DATA_DIR: dataDir });
    expect((await fetch(`${server.url}/api/ready`)).status).toBe(200);
    await server.end('SIGTERM');
    expect(existsSync(unfinished)).toBe(false);
  });
});

describe('a start that cannot work ends with 1 and one sentence', () => {
  test('busy port: and the data folder is not even made', async () => {
    const blocker = createServer();
    const port = await new Promise<number>((resolve) => {
      blocker.listen(0, '127.0.0.1', () => resolve((blocker.address() as { port: number }).port));
    });
    const dataDir = join(folder, 'never-made');
    expectOneSentence(
      await runServer({ PORT: String(port), DATA_DIR: dataDir }),
      'PORT',
      String(port),
      'another program',
    );
    expect(existsSync(dataDir)).toBe(false);
    blocker.close();
  });

  test.each([
    ['PORT', '70000'],
    ['DATABASE_URL', 'mysql://ada:hunter2@localhost/x'],
    ['SITE_DIR', '/nonexistent/site'],
  ])('%s=%s', async (name, value) => {
    const ended = await runServer({ DATA_DIR: join(folder, 'never-made'), [name]: value });
    expectOneSentence(ended, name);
    expect(ended.stderr).not.toContain('hunter2');
    expect(existsSync(join(folder, 'never-made'))).toBe(false);
  });

  test('a data folder that another process uses: named, nor is it copied, and that process goes on undisturbed', async () => {
    const owner = await startProcess({ DATA_DIR: used });
    expectOneSentence(await runServer({ DATA_DIR: used }), used, `process ${owner.pid}`);
    const backup = join(folder, 'backups/in-use');
    expectOneSentence(await copyData(used, backup), used, `process ${owner.pid}`);
    expect(existsSync(backup)).toBe(false);
    expect(await scoreAt(owner)).toBeGreaterThan(0);
    await owner.end('SIGTERM');
  });

  test('a data folder of a killed process is free again', async () => {
    const killed = await startProcess({ DATA_DIR: used });
    await killed.end('SIGKILL');
    const next = await startProcess({ DATA_DIR: used });
    expect(await scoreAt(next)).toBeGreaterThan(0);
    await next.end('SIGTERM');
  });

  test('a data folder below a file', async () => {
    writeFileSync(join(folder, 'file'), 'mine');
    expectOneSentence(await runServer({ DATA_DIR: join(folder, 'file', 'data') }), 'file');
    expectOneSentence(await runServer({ DATA_DIR: join(folder, 'file') }), 'it is a file');
    expect(readFileSync(join(folder, 'file'), 'utf8')).toBe('mine');
  });

  test.skipIf(!existsSync('/proc/self'))('a data folder in /proc, where none can be made', async () => {
    expectOneSentence(await runServer({ DATA_DIR: '/proc/x/y' }), '/proc/x/y', 'no folder can be made there');
  });

  test.each(['lock.sqlite', 'process-id'])('a folder where %s belongs', async (name) => {
    const dataDir = join(folder, `folder-as-${name}`);
    mkdirSync(join(dataDir, name), { recursive: true });
    expectOneSentence(await runServer({ DATA_DIR: dataDir }), join(dataDir, name));
  });

  test.skipIf(process.getuid?.() === 0)(
    'a data folder without the right to write (root has every right: skipped for root)',
    async () => {
      const locked = join(folder, 'locked');
      mkdirSync(locked);
      chmodSync(locked, 0o555);
      expectOneSentence(await runServer({ DATA_DIR: locked }), locked, 'no right to write');
    },
  );

  test('a Postgres that does not answer: without showing the password', async () => {
    const ended = await runServer({ DATABASE_URL: 'postgres://ada:hunter2@127.0.0.1:1/course' });
    expectOneSentence(ended, 'DATABASE_URL', '127.0.0.1:1/course', 'ECONNREFUSED');
    expect(ended.stderr).not.toContain('hunter2');
  });

  test('a Postgres address that names a certificate which does not exist', async () => {
    const url = 'postgres://ada:hunter2@127.0.0.1:1/course?sslmode=verify-ca&sslrootcert=/nonexistent/root.crt';
    const ended = await runServer({ DATABASE_URL: url });
    expectOneSentence(ended, 'DATABASE_URL', '127.0.0.1:1/course', '/nonexistent/root.crt');
    expect(ended.stderr).not.toContain('hunter2');
  });

  const title = 'a Postgres database that does not exist, or that holds no UTF-8';
  test.skipIf(noPostgres)(noPostgres ? `${title} (skipped: ${noPostgres})` : title, async () => {
    const url = getPostgresUrl();
    expectOneSentence(await runServer({ DATABASE_URL: withDatabase(url, 'no_such_database') }), 'no_such_database');
    await runOn(url, "create database glassbox_latin encoding 'LATIN1' locale 'C' template template0");
    expectOneSentence(await runServer({ DATABASE_URL: withDatabase(url, 'glassbox_latin') }), 'LATIN1', 'UTF8');
    await runOn(url, 'drop database glassbox_latin');
  });
});

/** Told to stop, it says so to whoever balances, and goes on answering. */
async function expectDraining({ url, stdout }: ServerProcess, learner: LearnerClient): Promise<void> {
  const ready = () => fetch(`${url}/api/ready`);
  await expect.poll(async () => (await ready()).status, { interval: 20 }).toBe(503);
  const response = await ready();
  expect(await response.json()).toEqual({ status: 'draining', database: 'ok' });
  expect(response.headers.get('connection')).toBe('close');
  expect((await learner.client.api.attempts.$post({ json: rightAnswer(1) })).status).toBe(201);
  const page = await (await fetch(/metrics at (\S+)/.exec(stdout())?.[1] ?? '')).text();
  expect(page).toContain('\nglassbox_draining 1\n');
  expect(page).toContain('\nglassbox_database_up 1\n');
  expect(page).toMatch(/\nglassbox_db_pool_connections\{state="idle"\} \d/);
}

describe('replicas', () => {
  const title =
    'two that start together on an empty Postgres migrate it once, share its learners, and still answer while they drain';
  test.skipIf(noPostgres)(noPostgres ? `${title} (skipped: ${noPostgres})` : title, async () => {
    const url = getPostgresUrl();
    await runOn(url, "create database glassbox_replicas encoding 'UTF8' template template0");
    const env = { DATABASE_URL: withDatabase(url, 'glassbox_replicas'), DRAIN_SECONDS: '2', METRICS_PORT: '0' };
    const [one, other] = await Promise.all([startProcess(env), startProcess(env)]);
    const learner = await connect(one.url);
    const json = rightAnswer(0);
    const statuses = [await learner.client.api.attempts.$post({ json })];
    const elsewhere = await connect(other.url, learner.cookie);
    statuses.push(await elsewhere.client.api.attempts.$post({ json }));
    expect(statuses.map(({ status }) => status)).toEqual([201, 200]);
    expect(await getProgress(elsewhere)).toEqual(await getProgress(learner));
    const ended = Promise.all([one.end('SIGTERM'), other.end('SIGTERM')]);
    await expectDraining(one, learner);
    expect(await ended).toMatchObject([{ code: 0 }, { code: 0 }]);
    await runOn(url, 'drop database glassbox_replicas');
  });
});

test('a damaged data folder ends the start with 1 and one sentence', async () => {
  const dataDir = join(folder, 'damaged');
  cpSync(used, dataDir, { recursive: true });
  rmSync(join(dataDir, 'database/global/pg_control'));
  expectOneSentence(
    await runServer({ DATA_DIR: dataDir }),
    join(dataDir, 'database'),
    'pg_control',
    'put a backup in its place',
  );
});

test('a stopped server’s data folder is backed up, and a third folder serves what was restored from it', async () => {
  const [backup, restored] = [join(folder, 'backups/monday'), join(folder, 'restored')];
  expect(await copyData(used, backup)).toMatchObject({ code: 0, stderr: '' });
  expect(statSync(join(backup, 'auth-secret')).mode & 0o077).toBe(0);
  for (const own of ['lock.sqlite', 'process-id']) expect(existsSync(join(backup, own))).toBe(false);
  expectOneSentence(await copyData(used, backup), backup, 'it exists already');
  expect(await copyData(backup, restored)).toMatchObject({ code: 0, stderr: '' });

  const server = await startProcess({ DATA_DIR: restored });
  expect(await scoreAt(server)).toBeGreaterThan(0);
  const { client } = await connect(server.url, cookie);
  expect((await client.api.attempts.$post({ json: answer })).status).toBe(200); // known: it counts once
  expect((await client.api.attempts.$post({ json: rightAnswer(3) })).status).toBe(201);
  await server.end('SIGTERM');
});

test('copy-data that can’t work ends with 1 and one sentence', async () => {
  expectOneSentence(await copyData(), 'two folders were needed');
});

test.each([
  ['no data folder', 'nowhere', 'copy', 'no data folder of the embedded database'],
  ['a copy inside the folder', 'used', 'used/backup', 'a folder outside it was needed'],
  ['a place below a file', 'used', 'a-file/backup', 'a-file'],
])('a folder is not copied: %s', (_case, from, to, found) => {
  writeFileSync(join(folder, 'a-file'), 'mine');
  expect(() => copyFolder(join(folder, from), join(folder, to))).toThrow(found);
});
