import { Hono } from 'hono';
import { expect, test } from 'vitest';
import { errorResponse } from './error-response.ts';

async function answerTo(error: Error) {
  const lines: string[] = [];
  const app = new Hono().get('/', () => {
    throw error;
  });
  app.onError(errorResponse((line) => lines.push(line)));
  const response = await app.request('/');
  return { status: response.status, body: await response.json(), lines };
}

/** As drizzle wraps what the driver throws. */
const failed = (message: string, code?: string) =>
  new Error('Failed query: insert into attempt …', { cause: Object.assign(new Error(message), code && { code }) });

test.each([
  ['a full disk', failed('could not extend file "base/5/1": No space left on device', '53100'), 'storage-full'],
  ['a full disk under the embedded database', failed('ENOSPC: no space left on device, write'), 'storage-full'],
  ['a database that is away', failed('connect ECONNREFUSED', 'ECONNREFUSED'), 'database-unavailable'],
  ['a database that hangs', failed('Query read timeout'), 'database-unavailable'],
  ['a database that is starting', failed('the database system is starting up', '57P03'), 'database-unavailable'],
  [
    'a connection that broke',
    failed('Client has encountered a connection error and is not queryable'),
    'database-unavailable',
  ],
])('%s is told as what it is, with 503, and in the log with its reason', async (_, error, code) => {
  const { status, body, lines } = await answerTo(error);
  expect(status).toBe(503);
  expect(body).toMatchObject({ error: { code } });
  expect(lines[0]).toContain((error.cause as Error).message);
});

test('what nobody expected is 500 and shows nothing of itself', async () => {
  const { status, body } = await answerTo(failed('syntax error at or near "x"', '42601'));
  expect(status).toBe(500);
  expect(JSON.stringify(body)).not.toMatch(/syntax|insert|42601/);
});
