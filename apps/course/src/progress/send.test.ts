import { type Client, createClient } from '@glassbox/api/client';
import { expect, test } from 'vitest';
import type { OutboxEntry } from './entry.ts';
import { sendEntry } from './send.ts';

const KEY = '6c1c9f0a-54f4-4a8e-9d55-0d4c8f3c2a11';
const entry: OutboxEntry = {
  kind: 'activity',
  queuedAt: 1,
  body: { idempotencyKey: KEY, lesson: 'start', activity: 'lab-finished', lab: 'first-poem' },
};

/** A client whose server answers the given statuses one after the other; `calls` holds what was asked. */
function clientAnswering(...answers: (() => Response)[]): { client: Client; calls: string[] } {
  const calls: string[] = [];
  const fake: typeof fetch = async (input, init) => {
    calls.push(`${init?.method ?? 'GET'} ${String(input)}`);
    const answer = answers.shift();
    if (!answer) throw new TypeError('Failed to fetch');
    return answer();
  };
  return { client: createClient('http://course.test', { fetch: fake }), calls };
}

const json = (status: number, body: unknown) => () => Response.json(body, { status });

test('a stored entry brings its result, first time and on replay', async () => {
  for (const status of [201, 200]) {
    const { client } = clientAnswering(json(status, { activityId: KEY, labsDone: ['first-poem'] }));
    const delivery = await sendEntry(client, entry);
    expect(delivery).toMatchObject({ state: 'delivered', kind: 'activity', result: { labsDone: ['first-poem'] } });
  }
});

test('a text that was only stored is told apart from a graded answer', async () => {
  const text: OutboxEntry = {
    kind: 'attempt',
    queuedAt: 1,
    body: {
      idempotencyKey: KEY,
      lesson: 'start',
      questionId: 'explain',
      questionVersion: 'v1',
      response: { kind: 'free-text', text: 'because' },
      answeredAt: '2026-11-23T12:00:00.000Z',
    },
  };
  const { client } = clientAnswering(json(202, { submissionId: KEY, criteria: [] }));
  expect(await sendEntry(client, text)).toMatchObject({ state: 'delivered', kind: 'text', result: { criteria: [] } });
});

test('without a learner one is made first, then the entry is sent again', async () => {
  const missing = json(401, { error: { code: 'learner-missing', message: 'No learner.' } });
  const { client, calls } = clientAnswering(missing, json(200, {}), json(201, { activityId: KEY, labsDone: [] }));
  expect((await sendEntry(client, entry)).state).toBe('delivered');
  expect(calls.map((call) => call.replace('http://course.test', ''))).toEqual([
    'POST /api/activities',
    'GET /api/learner',
    'POST /api/activities',
  ]);
});

test('no network, a broken server and a busy server all mean later', async () => {
  expect(await sendEntry(clientAnswering().client, entry)).toEqual({ state: 'later', reason: 'offline' });
  for (const status of [500, 503, 429]) {
    expect(await sendEntry(clientAnswering(json(status, {})).client, entry)).toEqual({
      state: 'later',
      reason: 'server',
    });
  }
});

test('a refusal brings the server’s code and sentence, also when the body is not readable', async () => {
  const refused = clientAnswering(json(409, { error: { code: 'question-changed', message: 'Changed.' } }));
  expect(await sendEntry(refused.client, entry)).toEqual({
    state: 'refused',
    refusal: { code: 'question-changed', message: 'Changed.' },
  });
  const garbled = clientAnswering(() => new Response('<html>', { status: 413 }));
  expect(await sendEntry(garbled.client, entry)).toMatchObject({ state: 'refused', refusal: { code: 'http-413' } });
});
