/**
 * A synchronised start: a lecturer says "open the page", and so many learners do what a browser does. Each loads what a lesson
 * page asks of the API, becomes an anonymous learner, reads, and submits an answer. Every one has a connection of their own.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { Agent, type IncomingHttpHeaders, request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { seededRandom } from '@glassbox/quiz/score';
import { startCluster } from '../scripts/postgres-cluster.ts';
import { startProcess } from '../scripts/server-process.ts';
import { answersOf } from './learners.ts';
import { cpuSeconds, describeMachine, loadAverage, percentile, spread } from './measure.ts';
import { sleep } from './site.ts';

export interface StartOptions {
  learners: number;
  /** They open the page within so many seconds of each other; 0 is the same instant. */
  openSeconds: number;
  /** Then each reads and answers within so many seconds; 0 is at once. */
  readSeconds: number;
  turns: number;
  embedded: boolean;
}

const BOUND_MS = 3_000;
const MILLISECONDS = 1_000;
/** More than this, and it is the machine's fault. */
const TIMEOUT_MS = 60_000;

export async function benchStart(options: StartOptions) {
  const turns = [];
  for (let turn = 1; turn <= options.turns; turn += 1) {
    turns.push(await oneStart(options, turn));
    console.error(JSON.stringify(turns.at(-1)));
  }
  const worst = turns.map(({ ms }) => ms.p99);
  return {
    machine: describeMachine(),
    database: options.embedded ? 'embedded' : 'Postgres',
    learners: options.learners,
    openSeconds: options.openSeconds,
    readSeconds: options.readSeconds,
    turns,
    p99Ms: percentile(worst, 0.5),
    passed: turns.every(({ failed }) => failed === 0) && percentile(worst, 0.5) < BOUND_MS,
  };
}

/** A fresh database each time. */
async function oneStart({ learners, openSeconds, readSeconds, embedded }: StartOptions, turn: number) {
  const cluster = embedded ? undefined : await startCluster();
  const folder = mkdtempSync(join(tmpdir(), 'glassbox-start-'));
  const server = await startProcess(cluster === undefined ? { DATA_DIR: folder } : { DATABASE_URL: cluster.url });
  try {
    const answers = answersOf(`start ${turn}`);
    const random = seededRandom(`start ${turn}`);
    const latencies: number[] = [];
    const failures: Record<string, number> = {};
    const cpu = cpuSeconds(server.pid);
    const begun = performance.now();
    await Promise.all(
      Array.from({ length: learners }, async () => {
        const answer = answers();
        const agent = new Agent({ keepAlive: true, maxSockets: 1 });
        const timed = async (
          method: 'GET' | 'POST',
          path: string,
          headers: Record<string, string> = {},
          body?: string,
        ) => {
          const sent = performance.now();
          const answered = await send(agent, server.url + path, method, headers, body);
          latencies.push(performance.now() - sent);
          if (answered.status !== (method === 'GET' ? 200 : 201))
            throw new Error(`${method} ${path}: ${answered.status}`);
          return answered.headers;
        };
        try {
          await sleep(random() * openSeconds * MILLISECONDS);
          for (const path of [
            `/api/lessons/${answer.lesson}/quiz`,
            `/api/lessons/${answer.lesson}/attempts`,
            '/api/notices',
            '/api/regrades',
          ]) {
            await timed('GET', path);
          }
          await sleep(random() * readSeconds * MILLISECONDS);
          const cookie = (await timed('GET', '/api/learner'))['set-cookie']?.[0]?.split(';')[0] ?? '';
          await timed('POST', '/api/attempts', { cookie, 'content-type': 'application/json' }, JSON.stringify(answer));
        } catch (error) {
          const cause = error instanceof Error ? error.message : String(error);
          failures[cause] = (failures[cause] ?? 0) + 1;
        } finally {
          agent.destroy();
        }
      }),
    );
    return {
      requests: latencies.length,
      failed: Object.values(failures).reduce((sum, each) => sum + each, 0),
      failures,
      seconds: Math.round((performance.now() - begun) / MILLISECONDS),
      ms: spread(latencies),
      serverCpuSeconds: Math.round(cpuSeconds(server.pid) - cpu),
      loadAverage: loadAverage(),
    };
  } finally {
    await server.end('SIGTERM');
    await cluster?.stop();
    rmSync(folder, { recursive: true });
  }
}

function send(
  agent: Agent,
  url: string,
  method: string,
  headers: Record<string, string>,
  body?: string,
): Promise<{ status: number; headers: IncomingHttpHeaders }> {
  return new Promise((resolve, reject) => {
    const sent = request(url, { method, agent, headers, timeout: TIMEOUT_MS }, (response) => {
      response.resume();
      response.on('error', reject);
      response.on('end', () => resolve({ status: response.statusCode ?? 0, headers: response.headers }));
    });
    sent.on('timeout', () => sent.destroy(new Error(`no answer in ${TIMEOUT_MS} ms`)));
    sent.on('error', reject);
    sent.end(body);
  });
}
