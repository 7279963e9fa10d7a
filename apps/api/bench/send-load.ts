/** Load from autocannon: every connection sends the next answer when its last one was acknowledged. */
import autocannon from 'autocannon';
import { answersOf, LEARNERS, learnerCookie } from './learners.ts';

export interface LoadResult {
  /** Answers acknowledged with 201. */
  acknowledged: number;
  /** Everything else: another status, a broken connection, a timeout. */
  failed: number;
  /** ms, one for each acknowledged answer. */
  latencies: number[];
  seconds: number;
  /** CPU seconds of the generator, which runs in this process. */
  cpuSeconds: number;
}

export interface LoadOptions {
  url: string;
  connections: number;
  seconds: number;
  seed: string;
}

const CREATED = 201;
const MICROSECONDS = 1e6;

/** Submits answers for so many seconds. */
export async function sendAnswers({ url, connections, seconds, seed }: LoadOptions): Promise<LoadResult> {
  const nextAnswer = answersOf(seed);
  let learner = Math.floor(LEARNERS * Math.random());
  const latencies: number[] = [];
  let failed = 0;
  const before = process.cpuUsage();
  const started = performance.now();
  const options: autocannon.Options = {
    url,
    connections,
    duration: seconds,
    requests: [
      {
        method: 'POST',
        path: '/api/attempts',
        setupRequest: (request) => {
          learner = (learner + 1) % LEARNERS;
          return {
            ...request,
            headers: { 'content-type': 'application/json', cookie: learnerCookie(learner) },
            body: JSON.stringify(nextAnswer()),
          };
        },
      },
    ],
  };
  const ended = Promise.withResolvers<autocannon.Result>();
  const run = autocannon(options, (error, result) => (error ? ended.reject(error) : ended.resolve(result)));
  run.on('response', (_client, status, _bytes, ms) => {
    if (status === CREATED) latencies.push(ms);
    else failed += 1;
  });
  const { errors, timeouts } = await ended.promise;
  const { user, system } = process.cpuUsage(before);
  return {
    acknowledged: latencies.length,
    failed: failed + errors + timeouts,
    latencies,
    seconds: (performance.now() - started) / 1_000,
    cpuSeconds: (user + system) / MICROSECONDS,
  };
}
