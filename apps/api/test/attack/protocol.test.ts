/** Bytes that are no sound HTTP, sent to a real socket: the parser refuses them, and the server goes on. */
import { connect } from 'node:net';
import { fileURLToPath } from 'node:url';
import { getRequestListener } from '@hono/node-server';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Listener, listen } from '../../src/http/listen.ts';
import { siteRoutes } from '../../src/site/site-routes.ts';

const site = siteRoutes(fileURLToPath(new URL('.', import.meta.url)));
let listener: Listener;
let reached: string[];
beforeAll(async () => {
  listener = await listen(
    '127.0.0.1',
    0,
    getRequestListener((request) => {
      reached.push(`${request.method} ${new URL(request.url).pathname}`);
      return site.fetch(request);
    }),
  );
});
afterAll(() => listener.close());

/** Sends bytes as they are and returns all that comes back until the other side closes, or the wait is over. */
function speak(bytes: string, waitMs = 1_000): Promise<string> {
  reached = [];
  return new Promise((resolve) => {
    let heard = '';
    const socket = connect(listener.port, '127.0.0.1', () => socket.write(Buffer.from(bytes, 'latin1')));
    const done = () => {
      socket.destroy();
      resolve(heard);
    };
    socket.setTimeout(waitMs, done);
    socket.on('data', (chunk) => {
      heard += chunk.toString('latin1');
    });
    socket.on('error', done);
    socket.on('close', done);
  });
}

const HOST = 'Host: localhost\r\n';

test.each([
  ['two lengths', `POST / HTTP/1.1\r\n${HOST}Content-Length: 3\r\nContent-Length: 30\r\n\r\nabc`],
  [
    'a length and chunks',
    `POST / HTTP/1.1\r\n${HOST}Content-Length: 6\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\nGET /x`,
  ],
  [
    'chunks that are not the last coding',
    `POST / HTTP/1.1\r\n${HOST}Transfer-Encoding: chunked, identity\r\n\r\n0\r\n\r\n`,
  ],
  ['a length that is no number', `POST / HTTP/1.1\r\n${HOST}Content-Length: -1\r\n\r\n`],
  ['a header without a colon', `GET / HTTP/1.1\r\n${HOST}nonsense\r\n\r\n`],
  ['a space before the colon', `GET / HTTP/1.1\r\n${HOST}Transfer-Encoding : chunked\r\n\r\n`],
  ['no host', 'GET / HTTP/1.1\r\n\r\n'],
  ['a method that there is not', `BREW / HTTP/1.1\r\n${HOST}\r\n`],
  ['a version that there is not', `GET / HTTP/9.9\r\n${HOST}\r\n`],
  ['headers of 32 KB', `GET / HTTP/1.1\r\n${HOST}X: ${'x'.repeat(32_768)}\r\n\r\n`],
  ['TLS', '\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03'],
])('%s is refused before any code of ours sees it', async (_what, bytes) => {
  expect(await speak(bytes)).toMatch(/^HTTP\/1\.1 4(00|31) /);
  expect(reached).toEqual([]);
});

test('TRACE gives nothing back of what was sent', async () => {
  const heard = await speak(`TRACE / HTTP/1.1\r\n${HOST}Cookie: glassbox_learner=secret\r\nConnection: close\r\n\r\n`);
  expect(heard).not.toContain('secret');
  expect(heard).toMatch(/^HTTP\/1\.1 404 /);
});

test('after all of it the next request is answered', async () => {
  expect(await speak(`GET /world.ts HTTP/1.1\r\n${HOST}Connection: close\r\n\r\n`)).toMatch(/^HTTP\/1\.1 200 /);
  expect(reached).toEqual(['GET /world.ts']);
});
