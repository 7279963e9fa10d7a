/** Three replicas behind HAProxy under load: one is killed, one is restarted in order, again and again, and answers go on. */
import { findFreePort } from '../scripts/postgres-cluster.ts';
import { balance, readBooksOf } from './books.ts';
import { describeMachine, loadAverage, median, round } from './measure.ts';
import { startProxy } from './proxy.ts';
import { type Replica, startSite } from './site.ts';
import { startTraffic } from './traffic.ts';

const REPLICAS = 3;
const LEARNERS = 24;
/** Acknowledged between two events. */
const BETWEEN = 200;

export async function benchReplicas({ turns }: { turns: number }) {
  const site = await startSite({ replicas: REPLICAS });
  const proxy = await startProxy(
    await findFreePort(),
    site.replicas.map(({ port }) => port),
  );
  const traffic = startTraffic({ url: () => proxy.url, learners: LEARNERS, seed: 'replicas' });
  const restarts: number[] = [];
  const again = async (replica: Replica, signal: NodeJS.Signals) => {
    await traffic.more(BETWEEN);
    const { code } = await replica.process.end(signal);
    if (signal === 'SIGTERM' && code !== 0)
      throw new Error(`a replica that was told to stop ended with ${code}; 0 was needed`);
    restarts.push(await replica.restart());
  };
  try {
    for (let turn = 0; turn < turns; turn += 1) {
      const [killed, told] = [site.replicas[turn % REPLICAS], site.replicas[(turn + 1) % REPLICAS]];
      if (killed === undefined || told === undefined) throw new Error('no replica');
      // Both at once: for a while one replica of three answers.
      await Promise.all([again(killed, 'SIGKILL'), again(told, 'SIGTERM')]);
      console.error(`turn ${turn + 1}: ${traffic.acknowledged.length} acknowledged, ${traffic.retried} sent again`);
    }
    await traffic.more(BETWEEN);
    await traffic.finish();
    const books = await readBooksOf(site.cluster.url, traffic.acknowledged);
    return {
      machine: describeMachine(),
      loadAverage: loadAverage(),
      killed: turns,
      restarted: turns,
      ...books,
      sentAgain: traffic.retried,
      failures: traffic.failures,
      longestGapMs: traffic.longestGapMs(),
      restartMs: round(median(restarts), 0),
      passed: balance(books),
    };
  } finally {
    await proxy.stop();
    await site.stop();
  }
}
