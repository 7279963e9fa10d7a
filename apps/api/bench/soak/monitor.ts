/**
 * Looks at a process from inside. Loaded before the program with `node --import`, it appends one JSON line per look to
 * SOAK_SAMPLES. The live heap is what is left after a collection that it asks for, so that a slope is a leak and no sawtooth.
 */
import { appendFileSync } from 'node:fs';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { setFlagsFromString, writeHeapSnapshot } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { isMainThread } from 'node:worker_threads';

/** What one look finds. Sizes in bytes, times in ms. */
export interface Look {
  /** ms since the epoch. */
  at: number;
  rss: number;
  liveHeap: number;
  /** Bytes outside the heap that its objects hold. */
  external: number;
  /** Handles and requests that keep the process awake, by kind. */
  resources: Record<string, number>;
  /** How late timers came since the last look. */
  loopP50: number;
  loopP99: number;
  loopMax: number;
  /** CPU of the process since the last look. */
  cpu: number;
}

const { SOAK_SAMPLES, SOAK_EVERY_MS } = process.env;
const RESOLUTION_MS = 10;
const NANOSECONDS_PER_MS = 1e6;

if (isMainThread && SOAK_SAMPLES && SOAK_EVERY_MS) watch(SOAK_SAMPLES, Number(SOAK_EVERY_MS));

function watch(file: string, everyMs: number): void {
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc') as () => void;
  const delay = monitorEventLoopDelay({ resolution: RESOLUTION_MS });
  delay.enable();
  let cpuBefore = process.cpuUsage();
  setInterval(() => {
    // Read before the collection: that is ours, and no learner waits for it in earnest.
    const loop = { loopP50: ms(delay.percentile(50)), loopP99: ms(delay.percentile(99)), loopMax: ms(delay.max) };
    const { user, system } = process.cpuUsage(cpuBefore);
    const { rss } = process.memoryUsage();
    collect();
    const { heapUsed, external } = process.memoryUsage();
    const look: Look = {
      at: Date.now(),
      rss,
      liveHeap: heapUsed,
      external,
      resources: count(process.getActiveResourcesInfo()),
      ...loop,
      cpu: (user + system) / 1000,
    };
    appendFileSync(file, `${JSON.stringify(look)}\n`);
    cpuBefore = process.cpuUsage();
    delay.reset();
  }, everyMs).unref();
  // SIGUSR2: what is in memory, for whoever has a slope to explain. The process stands still for a second or two.
  process.on('SIGUSR2', () => writeHeapSnapshot(`${file}.${Date.now()}.heapsnapshot`));
}

/** The histogram counts whole intervals: what is beyond the resolution is delay. */
function ms(nanoseconds: number): number {
  return Math.max(0, nanoseconds / NANOSECONDS_PER_MS - RESOLUTION_MS);
}

function count(names: readonly string[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const name of names) counts[name] = (counts[name] ?? 0) + 1;
  return counts;
}
