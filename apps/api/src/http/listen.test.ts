import { createServer, get } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, test } from 'vitest';
import { listen } from './listen.ts';

/** Less than Node's 5 s for idle connections. */
const KEPT_ALIVE_MS = 2_500;
const after = (ms: number) => new Promise((resolve) => setTimeout(() => resolve('still open'), ms));

test('a free port is taken, keeps its connections for a minute and is freed again', async () => {
  const listener = await listen('127.0.0.1', 0, (_, response) => response.end('here'));
  const response = await fetch(`http://127.0.0.1:${listener.port}`);
  expect(await response.text()).toBe('here');
  // Longer than proxies keep a connection, and than a learner reads.
  expect(response.headers.get('keep-alive')).toBe('timeout=65');
  await listener.close();
  const again = await listen('127.0.0.1', listener.port, (_, response) => response.end());
  await again.close();
});

test('localhost is refused when another program has the port on only one of its addresses', async () => {
  const other = createServer();
  await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
  const { port } = other.address() as AddressInfo;
  await expect(listen('localhost', port, (_, response) => response.end())).rejects.toMatchObject({
    code: 'port-busy',
    message: expect.stringContaining(`port ${port} on localhost is used by another program`),
  });
  other.close();
});

test.each(['203.0.113.7', 'no-such-host.invalid'])('%s is not an address of this machine', async (host) => {
  await expect(listen(host, 0, (_, response) => response.end())).rejects.toMatchObject({ code: 'host-unusable' });
});

test('closing waits for an answer under way and for nothing after it', async () => {
  const release = Promise.withResolvers<void>();
  const begun = Promise.withResolvers<void>();
  const listener = await listen('127.0.0.1', 0, async (_, response) => {
    begun.resolve();
    await release.promise;
    response.end('late');
  });
  const answer = new Promise<string>((resolve, reject) => {
    get(`http://127.0.0.1:${listener.port}`, (response) => response.on('data', (data) => resolve(String(data)))).on(
      'error',
      reject,
    );
  });
  await begun.promise;
  const closed = listener.close();
  release.resolve();
  expect(await answer).toBe('late');
  // A browser keeps the connection open; the server must not wait for it.
  await expect(Promise.race([closed.then(() => 'closed'), after(KEPT_ALIVE_MS)])).resolves.toBe('closed');
});
