/** SIGKILL of server, worker and Postgres in turn, under load, with experiments in the queue; everything is started again at once. */
import { seededRandom } from '@glassbox/quiz/score';
import { balance, readBooksOf } from './books.ts';
import { handIn, type Run, readRun } from './experiments.ts';
import { describeMachine, loadAverage, median, round } from './measure.ts';
import { sleep, startSite, startWorkerProcess } from './site.ts';
import { startTraffic } from './traffic.ts';

const LEARNERS = 8;
const MIN_ANSWERS = 5;
const MAX_ANSWERS = 30;
/** Some ms more, so that it hits an answer at any point of its way. */
const MAX_DELAY_MS = 20;
const ENDED_AFTER_MS = 180_000;

export async function benchKills({ kills, seed }: { kills: number; seed: number }) {
  const random = seededRandom(`kills ${seed}`);
  const site = await startSite();
  const [server] = site.replicas;
  if (server === undefined) throw new Error('no replica');
  let worker = startWorkerProcess(site.cluster.url);
  const traffic = startTraffic({ url: () => server.url, learners: LEARNERS, seed: `kills ${seed}` });
  const runs: Run[] = [];
  const restarts = { server: [] as number[], postgres: [] as number[] };
  const targets = {
    async server() {
      await server.process.end('SIGKILL');
      restarts.server.push(await server.restart());
    },
    async worker() {
      await worker.end('SIGKILL');
      worker = startWorkerProcess(site.cluster.url);
      // For the next time: something to be killed at.
      runs.push(await handIn(server.url));
    },
    async postgres() {
      const begun = performance.now();
      await site.cluster.kill();
      await site.cluster.start();
      restarts.postgres.push(performance.now() - begun);
    },
  };
  const order = ['server', 'postgres', 'worker'] as const;
  const killed = { server: 0, worker: 0, postgres: 0 };
  try {
    runs.push(await handIn(server.url));
    for (let kill = 0; kill < kills; kill += 1) {
      await traffic.more(MIN_ANSWERS + Math.floor(random() * (MAX_ANSWERS - MIN_ANSWERS + 1)));
      await sleep(random() * MAX_DELAY_MS);
      const target = order[kill % order.length] ?? 'server';
      await targets[target]();
      killed[target] += 1;
      console.error(
        `kill ${kill + 1} (${target}): ${traffic.acknowledged.length} acknowledged, ${traffic.retried} sent again`,
      );
    }
    await traffic.finish();
    const ended = await endOf(server.url, runs);
    const graded = ended.flatMap(({ run, view }) =>
      view.result === undefined
        ? []
        : [{ learnerId: run.learnerId, idempotencyKey: run.id, attemptId: view.result.attemptId }],
    );
    const books = await readBooksOf(site.cluster.url, [...traffic.acknowledged, ...graded]);
    const states = Object.groupBy(ended, ({ view }) => view.reason?.code ?? view.state);
    return {
      machine: describeMachine(),
      loadAverage: loadAverage(),
      killed,
      ...books,
      sentAgain: traffic.retried,
      failures: traffic.failures,
      longestGapMs: traffic.longestGapMs(),
      restartMs: { server: round(median(restarts.server), 0), postgres: round(median(restarts.postgres), 0) },
      experiments: Object.fromEntries(Object.entries(states).map(([state, list]) => [state, list?.length])),
      passed: balance(books) && ended.every(({ view }) => view.state === 'graded' || view.reason?.code === 'gave-up'),
    };
  } finally {
    await worker.end('SIGTERM');
    await site.stop();
  }
}

/** Waits until every run has come to an end. */
async function endOf(url: string, runs: readonly Run[]) {
  const deadline = performance.now() + ENDED_AFTER_MS;
  const ended = [];
  for (const run of runs) {
    let view = await readRun(url, run);
    while (['uploading', 'queued', 'running'].includes(view.state)) {
      if (performance.now() > deadline)
        throw new Error(`experiment ${run.id} is still ${view.state}; an end was needed`);
      await sleep(500);
      view = await readRun(url, run);
    }
    ended.push({ run, view });
  }
  return ended;
}
