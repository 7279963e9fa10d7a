/**
 * A queue full of poison before one good experiment: jobs that name no run, runs whose question is gone, settings that no
 * evaluator can read, and a job without anything. The worker must get through to the good one, and say of each bad one why.
 */
import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { handIn, type Run, readRun } from './experiments.ts';
import { learnerId } from './learners.ts';
import { describeMachine, loadAverage, round } from './measure.ts';
import { sleep, startSite, startWorkerProcess } from './site.ts';

const OF_EACH = 50;
const PATIENCE_MS = 240_000;
const UNREADABLE = [null, 'x', [], { search: 'none' }, { search: 'both', passages: 1e308, threshold: 'NaN' }];

export async function benchPoison() {
  const site = await startSite();
  const url = site.replicas[0]?.url ?? '';
  const client = new pg.Client({ connectionString: site.cluster.url });
  await client.connect();
  try {
    const first = await handIn(url); // makes the queue's tables
    const bad: Run[] = [];
    for (const settings of UNREADABLE) bad.push(...(await handInRefused(url, settings)));
    const gone = await poisonRuns(client, first);
    await poisonJobs(client);
    const good = await handIn(url);
    const begun = performance.now();
    const worker = startWorkerProcess(site.cluster.url);
    const wanted = [first, ...bad, good];
    const states: Record<string, number> = {};
    for (const run of wanted) {
      let view = await readRun(url, run);
      while (['queued', 'running'].includes(view.state) && performance.now() - begun < PATIENCE_MS) {
        await sleep(300);
        view = await readRun(url, run);
      }
      const state = view.reason === undefined ? view.state : `${view.state}: ${view.reason.code}`;
      states[state] = (states[state] ?? 0) + 1;
    }
    const seconds = round((performance.now() - begun) / 1_000, 1);
    const { rows } = await client.query<{ state: string; n: number }>(
      'select state, count(*)::int as n from experiment_run where id = any($1) group by state',
      [gone],
    );
    const goodState = (await readRun(url, good)).state;
    const depth = await (await fetch(`${url}/api/health/experiments`)).json();
    await worker.end('SIGTERM');
    return {
      machine: describeMachine(),
      loadAverage: loadAverage(),
      poisoned: { unknownRun: OF_EACH, nothing: OF_EACH, questionGone: OF_EACH, unreadable: bad.length },
      secondsUntilAllEnded: seconds,
      states,
      questionGone: Object.fromEntries(rows.map(({ state, n }) => [state, n])),
      depth,
      good: goodState,
      workerLog: worker.log().split('\n').slice(0, 5),
      passed: goodState === 'graded' && rows.every(({ state }) => state === 'failed'),
    };
  } finally {
    await client.end();
    await site.stop();
  }
}

/** Settings that the server refuses at the door are as good: then they never reach the queue. */
async function handInRefused(url: string, settings: unknown): Promise<Run[]> {
  try {
    return [await handIn(url, settings)];
  } catch (error) {
    console.error(`refused at the door: ${error instanceof Error ? error.message.slice(0, 160) : error}`);
    return [];
  }
}

/** Runs of a version of the question that nobody knows, with a job each; copied from a real one. Returns their IDs. */
async function poisonRuns(client: pg.Client, { id }: Run): Promise<string[]> {
  const { rows } = await client.query<Record<string, unknown>>('select * from experiment_run where id = $1', [id]);
  const [row = {}] = rows;
  const ids: string[] = [];
  for (let index = 0; index < OF_EACH; index += 1) {
    const changed = {
      ...row,
      id: randomUUID(),
      idempotency_key: randomUUID(),
      question_version: `gone ${index}`,
      learner_id: learnerId(index),
    };
    const names = Object.keys(changed);
    const values = Object.values(changed).map((value) => (isPlainObject(value) ? JSON.stringify(value) : value));
    await client.query(
      `insert into experiment_run (${names.map((name) => `"${name}"`).join(', ')}) values (${names.map((_, place) => `$${place + 1}`).join(', ')})`,
      values,
    );
    await sendJob(client, { runId: changed.id });
    ids.push(changed.id);
  }
  return ids;
}

function isPlainObject(value: unknown): boolean {
  return typeof value === 'object' && value !== null && !(value instanceof Date);
}

async function poisonJobs(client: pg.Client): Promise<void> {
  for (let index = 0; index < OF_EACH; index += 1) {
    await sendJob(client, { runId: randomUUID() });
    await sendJob(client, [null, {}, { runId: 'x' }, 'run', { runId: { deep: 1 } }][index % 5]);
  }
}

/** As anything with access to the database could. */
async function sendJob(client: pg.Client, data: unknown): Promise<void> {
  await client.query(`insert into pgboss.job (name, data) values ('experiment', $1)`, [JSON.stringify(data)]);
}
