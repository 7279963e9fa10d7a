import { expect, test } from 'vitest';
import type { AttemptEntry, Delivery, OutboxEntry } from './entry.ts';
import { createOutbox, type OutboxOptions } from './outbox.ts';
import { memoryOutboxStore, type OutboxStore, withMemoryBehind } from './outbox-store.ts';

const LATER: Delivery = { state: 'later', reason: 'offline' };

function answer(key: string, queuedAt = 1): AttemptEntry {
  const response = { kind: 'single-choice', choice: 'a' } as const;
  const answeredAt = '2026-11-23T20:00:00.000Z';
  const body = {
    idempotencyKey: key,
    lesson: 'start',
    questionId: `q-${key}`,
    questionVersion: 'v1',
    response,
    answeredAt,
  };
  return { kind: 'attempt', queuedAt, body };
}

function delivered(entry: OutboxEntry): Delivery {
  const result = {
    attemptId: entry.body.idempotencyKey,
    verdict: 'right',
    score: 1,
    maxScore: 1,
    bestScore: 1,
    worth: 1,
    attemptNumber: 1,
    gradedBy: 'server',
    feedback: [],
  } as const;
  return { state: 'delivered', kind: 'attempt', result: { ...result, feedback: [] } };
}

/** A server with a switch, a clock that only the test moves, and one lock for all tabs. */
function world(store: OutboxStore = memoryOutboxStore()) {
  const log = {
    sent: [] as string[],
    news: [] as [string, string][],
    waits: [] as { ms: number; callback: () => void; off: boolean }[],
  };
  const server = { online: true, answer: delivered as (entry: OutboxEntry) => Delivery };
  let line: Promise<unknown> = Promise.resolve();
  const options: OutboxOptions = {
    store,
    send: async (entry) => {
      if (!server.online) return LATER;
      log.sent.push(entry.body.idempotencyKey);
      return server.answer(entry);
    },
    exclusively: (work) => {
      const turn = line.then(work);
      line = turn.catch(() => undefined);
      return turn;
    },
    onDelivery: (key, { state }) => log.news.push([key, state]),
    wait: (ms, callback) => {
      const wait = { ms, callback, off: false };
      log.waits.push(wait);
      return () => {
        wait.off = true;
      };
    },
  };
  return { log, server, options, outbox: createOutbox(options) };
}

test('with a network an answer is sent once and nothing stays behind', async () => {
  const { outbox, log } = world();
  expect(await outbox.post(answer('a'))).toMatchObject({ state: 'delivered' });
  expect(log.sent).toEqual(['a']);
  expect(await outbox.pending()).toEqual([]);
});

test('without a network an answer is kept, and sent exactly once when the network is back', async () => {
  const { outbox, log, server } = world();
  server.online = false;
  expect(await outbox.post(answer('a'))).toEqual(LATER);
  expect(await outbox.pending()).toHaveLength(1);
  server.online = true;
  await outbox.flush();
  await outbox.flush();
  expect(log.sent).toEqual(['a']);
  expect(log.news).toEqual([['a', 'delivered']]);
  expect(await outbox.pending()).toEqual([]);
});

test('an answer is in the store before the first try, so a tab that closes meanwhile loses nothing', async () => {
  const store = memoryOutboxStore();
  const { options } = world(store);
  let keptWhileSending = 0;
  const outbox = createOutbox({
    ...options,
    send: async (entry) => {
      keptWhileSending = (await store.list()).length;
      return delivered(entry);
    },
  });
  await outbox.post(answer('a'));
  expect(keptWhileSending).toBe(1);
});

test('what waits is sent in the order it was answered, also when the clock was set back in between', async () => {
  const { outbox, log, server } = world();
  server.online = false;
  await outbox.post(answer('first', 1_000_000));
  await outbox.post(answer('second', 1));
  server.online = true;
  await outbox.flush();
  expect(log.sent).toEqual(['first', 'second']);
});

test('an entry the server chokes on does not hold up the others', async () => {
  const { outbox, log, server } = world();
  server.online = false;
  await outbox.post(answer('poison', 1));
  await outbox.post(answer('fine', 2));
  server.online = true;
  server.answer = (entry) =>
    entry.body.idempotencyKey === 'poison' ? { state: 'later', reason: 'server' } : delivered(entry);
  await outbox.flush();
  expect(log.news).toEqual([['fine', 'delivered']]);
  expect((await outbox.pending()).map(({ body }) => body.idempotencyKey)).toEqual(['poison']);
});

test('tries grow rarer, from 2 seconds to 5 minutes, and start anew after a success', async () => {
  const { outbox, log, server } = world();
  server.online = false;
  await outbox.post(answer('a'));
  for (let round = 0; round < 9; round++) await outbox.flush();
  expect(log.waits.map(({ ms }) => ms).slice(0, 4)).toEqual([2_000, 4_000, 8_000, 16_000]);
  expect(log.waits.at(-1)?.ms).toBe(300_000);
  expect(log.waits.filter(({ off }) => !off)).toHaveLength(1);
  server.online = true;
  await outbox.flush();
  server.online = false;
  await outbox.post(answer('b'));
  expect(log.waits.at(-1)?.ms).toBe(2_000);
});

test('a refused answer is kept with its reason, told once and never sent again', async () => {
  const { outbox, log, server } = world();
  const refusal = { code: 'question-changed', message: 'The question was changed.' };
  server.answer = () => ({ state: 'refused', refusal });
  expect(await outbox.post(answer('a'))).toEqual({ state: 'refused', refusal });
  await outbox.flush();
  expect(log.sent).toEqual(['a']);
  expect(await outbox.pending()).toMatchObject([{ refusal }]);
  await outbox.forget('a');
  expect(await outbox.pending()).toEqual([]);
});

test('two tabs on one store send each answer once between them', async () => {
  const { options, log, server } = world();
  const [one, two] = [createOutbox(options), createOutbox(options)];
  server.online = false;
  await one.post(answer('a'));
  await two.post(answer('b', 2));
  server.online = true;
  await Promise.all([one.flush(), two.flush(), one.flush()]);
  expect(log.sent).toEqual(['a', 'b']);
});

test('a tab whose answer another tab sent still gets the verdict, by the same key', async () => {
  const store = memoryOutboxStore();
  const { options } = world(store);
  const outbox = createOutbox({
    ...options,
    // The other tab empties the store while this one waits for the lock.
    exclusively: async (work) => {
      await store.remove('a');
      return work();
    },
  });
  expect(await outbox.post(answer('a'))).toMatchObject({ state: 'delivered', result: { verdict: 'right' } });
});

test('a tab whose answer was refused to another tab reports the refusal', async () => {
  const store = memoryOutboxStore();
  const refusal = { code: 'question-changed', message: 'The question was changed.' };
  const { options, log } = world(store);
  const outbox = createOutbox({
    ...options,
    exclusively: async (work) => {
      await store.put({ ...answer('a'), refusal });
      return work();
    },
  });
  expect(await outbox.post(answer('a'))).toEqual({ state: 'refused', refusal });
  expect(log.sent).toEqual([]);
});

test('a server that is not well is told apart from no network', async () => {
  const { outbox, server } = world();
  server.answer = () => ({ state: 'later', reason: 'server' });
  expect(await outbox.post(answer('a'))).toEqual({ state: 'later', reason: 'server' });
});

test('a database that fails loses no answer: it is sent, or waits in this tab', async () => {
  const lost = () => Promise.reject(new DOMException('full', 'QuotaExceededError'));
  const store = withMemoryBehind({ persistent: true, put: lost, remove: lost, list: lost });
  const { outbox, log, server } = world(store);
  expect(await outbox.post(answer('a'))).toMatchObject({ state: 'delivered' });
  server.online = false;
  expect(await outbox.post(answer('b'))).toEqual(LATER);
  expect(store.persistent).toBe(false);
  server.online = true;
  await outbox.flush();
  expect(log.sent).toEqual(['a', 'b']);
  expect(await outbox.pending()).toEqual([]);
  expect(store.persistent).toBe(true);
});
