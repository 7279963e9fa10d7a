/** Postgres is away for a minute, then hangs for a minute without ending: learners get a clear error, and answers go on by themselves. */

import { childrenOf } from '../scripts/child-processes.ts';
import { balance, readBooksOf } from './books.ts';
import { describeMachine, loadAverage, round } from './measure.ts';
import { sleep, startSite } from './site.ts';
import { startTraffic } from './traffic.ts';

const LEARNERS = 8;
const BEFORE = 100;
const MILLISECONDS = 1_000;

export async function benchOutage({ seconds }: { seconds: number }) {
  const site = await startSite();
  const [server] = site.replicas;
  if (server === undefined) throw new Error('no replica');
  const traffic = startTraffic({
    url: () => server.url,
    learners: LEARNERS,
    seed: 'outage',
    retryMs: 500,
    timeoutMs: 90_000,
  });
  const errors = { away: {} as Record<string, number>, hanging: {} as Record<string, number> };
  const backMs = { away: 0, hanging: 0 };
  try {
    await traffic.more(BEFORE);
    await site.cluster.kill();
    await sleep(seconds * MILLISECONDS);
    const whileAway = await readiness(server.url);
    errors.away = { ...traffic.failures };
    await site.cluster.start();
    backMs.away = await untilMore(traffic.more(1));
    await traffic.more(BEFORE);

    const all = [site.cluster.pid(), ...childrenOf(site.cluster.pid())];
    for (const pid of all) process.kill(pid, 'SIGSTOP');
    await sleep(seconds * MILLISECONDS);
    const whileHanging = await readiness(server.url);
    errors.hanging = subtract(traffic.failures, errors.away);
    for (const pid of all) process.kill(pid, 'SIGCONT');
    backMs.hanging = await untilMore(traffic.more(1));
    await traffic.more(BEFORE);
    await traffic.finish();

    // A server that is told to stop while its database is away has to end in order all the same.
    await site.cluster.kill();
    const begun = performance.now();
    const { code: stoppedWithoutDatabase } = await server.process.end('SIGTERM');
    const stopMs = round(performance.now() - begun, 0);
    await site.cluster.start();
    const books = await readBooksOf(site.cluster.url, traffic.acknowledged);
    return {
      machine: describeMachine(),
      loadAverage: loadAverage(),
      secondsAway: seconds,
      errors,
      ready: { whileAway, whileHanging },
      backMs,
      stoppedWithoutDatabase,
      stopMs,
      ...books,
      passed: balance(books) && whileAway === 503 && stoppedWithoutDatabase === 0,
    };
  } finally {
    await site.stop();
  }
}

async function untilMore(more: Promise<void>): Promise<number> {
  const begun = performance.now();
  await more;
  return round(performance.now() - begun, 0);
}

/** What a proxy's probe gets; 0 when nothing comes in 5 s, which a probe counts as not ready. */
async function readiness(url: string): Promise<number> {
  return fetch(`${url}/api/ready`, { signal: AbortSignal.timeout(5_000) }).then(
    ({ status }) => status,
    () => 0,
  );
}

function subtract(all: Record<string, number>, earlier: Record<string, number>): Record<string, number> {
  const left = Object.entries(all).map(([cause, count]): [string, number] => [cause, count - (earlier[cause] ?? 0)]);
  return Object.fromEntries(left.filter(([, count]) => count > 0));
}
