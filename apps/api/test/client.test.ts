import { expect, test } from 'vitest';
import { createClient } from '../src/client.ts';

const REFUSAL = { error: { code: 'learner-missing', message: 'no learner' } };

test('a refusal is received whole, so that it keeps no connection, and can still be read', async () => {
  const sent = Response.json(REFUSAL, { status: 401, headers: { 'retry-after': '7' } });
  const answer = await createClient('http://course.test', { fetch: async () => sent }).api.progress.$get();
  expect(sent.bodyUsed).toBe(true);
  expect(answer.status).toBe(401);
  expect(answer.headers.get('retry-after')).toBe('7');
  expect(await answer.json()).toEqual(REFUSAL);
});

test('what is granted is left to its reader', async () => {
  const sent = Response.json({ lessons: [] });
  await createClient('http://course.test', { fetch: async () => sent }).api.progress.$get();
  expect(sent.bodyUsed).toBe(false);
});
