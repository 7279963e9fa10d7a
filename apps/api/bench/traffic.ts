/**
 * Learners while something breaks. Each sends one answer after the other and does what the site's outbox does: without an
 * acknowledgement the same answer goes again, with the same key, until one comes. What was acknowledged is kept for the books.
 */
import { Agent, request } from 'node:http';
import type { AttemptRequest } from '../src/client.ts';
import { answersOf, learnerCookie, learnerId } from './learners.ts';

export interface Acknowledged {
  learnerId: string;
  idempotencyKey: string;
  attemptId: string;
}

export interface Traffic {
  acknowledged: Acknowledged[];
  /** How often a try ended in what else than an acknowledgement: an error code of the API, or of the connection. */
  failures: Record<string, number>;
  /** Answers that took more than one try. */
  retried: number;
  /** The longest time without any acknowledgement, ms. */
  longestGapMs(): number;
  /** Resolves when so many more were acknowledged. */
  more(count: number): Promise<void>;
  /** Begins no more answers, and resolves when the last one under way was acknowledged. */
  finish(): Promise<void>;
}

export interface TrafficOptions {
  /** Asked before every try, so that a server may come back elsewhere. */
  url: () => string;
  learners: number;
  seed: string;
  /** Between two tries. */
  retryMs?: number;
  timeoutMs?: number;
}

interface Answer {
  status: number;
  body: { attemptId?: string; error?: { code: string; message: string } };
}

const OK = 200;
const CREATED = 201;
const SERVER_ERROR = 500;

export function startTraffic({ url, learners, seed, retryMs = 100, timeoutMs = 30_000 }: TrafficOptions): Traffic {
  const agent = new Agent({ keepAlive: true });
  const acknowledged: Acknowledged[] = [];
  const failures: Record<string, number> = {};
  const waiting = new Set<{ at: number; resolve: () => void }>();
  let retried = 0;
  let longestGap = 0;
  let last = performance.now();
  let going = true;

  const note = (cause: string) => {
    failures[cause] = (failures[cause] ?? 0) + 1;
  };
  const keep = (entry: Acknowledged) => {
    acknowledged.push(entry);
    longestGap = Math.max(longestGap, performance.now() - last);
    last = performance.now();
    for (const each of waiting) {
      if (acknowledged.length < each.at) continue;
      waiting.delete(each);
      each.resolve();
    }
  };
  const deliver = async (learner: number, answer: AttemptRequest) => {
    for (let tries = 1; ; tries += 1) {
      const outcome = await post(agent, url(), learner, answer, timeoutMs).catch(
        (error: NodeJS.ErrnoException) => error,
      );
      if (!(outcome instanceof Error)) {
        const { status, body } = outcome;
        if ((status === OK || status === CREATED) && body.attemptId !== undefined) {
          keep({ learnerId: learnerId(learner), idempotencyKey: answer.idempotencyKey, attemptId: body.attemptId });
          return;
        }
        note(`${status} ${body.error?.code ?? 'proxy'}`);
        if (status < SERVER_ERROR)
          throw new Error(`answer refused with ${status} ${JSON.stringify(body)}; 200 or 201 was needed`);
      } else note(outcome.code ?? outcome.message);
      if (tries === 1) retried += 1;
      await new Promise((resolve) => setTimeout(resolve, retryMs));
    }
  };
  const work = Array.from({ length: learners }, async (_, learner) => {
    const nextAnswer = answersOf(`${seed}/${learner}`);
    while (going) await deliver(learner, nextAnswer());
  });
  const all = Promise.all(work);
  all.catch(() => undefined); // told by `finish`
  return {
    acknowledged,
    failures,
    get retried() {
      return retried;
    },
    longestGapMs: () => Math.round(Math.max(longestGap, 0)),
    more: (count) =>
      Promise.race([
        new Promise<void>((resolve) => waiting.add({ at: acknowledged.length + count, resolve })),
        all.then(() => undefined),
      ]),
    async finish() {
      going = false;
      await all;
      agent.destroy();
    },
  };
}

function post(agent: Agent, url: string, learner: number, answer: AttemptRequest, timeout: number): Promise<Answer> {
  const headers = { 'content-type': 'application/json', cookie: learnerCookie(learner) };
  return new Promise((resolve, reject) => {
    const sent = request(`${url}/api/attempts`, { method: 'POST', agent, headers, timeout }, (response) => {
      let text = '';
      response.setEncoding('utf8');
      response.on('data', (chunk) => {
        text += chunk;
      });
      response.on('error', reject);
      response.on('end', () => {
        if (response.complete) resolve({ status: response.statusCode ?? 0, body: parse(text) });
        else reject(new Error('cut off'));
      });
    });
    sent.on('timeout', () => sent.destroy(new Error('no answer in time')));
    sent.on('error', reject);
    sent.end(JSON.stringify(answer));
  });
}

/** A proxy answers in HTML. */
function parse(text: string): Answer['body'] {
  try {
    return JSON.parse(text) as Answer['body'];
  } catch {
    return {};
  }
}
