import type { Context } from 'hono';
import { expect, test } from 'vitest';
import { clientAddress } from './client-address.ts';

function request(remoteAddress: string | undefined, forwarded?: string): Context {
  const env = remoteAddress === undefined ? undefined : { incoming: { socket: { remoteAddress } } };
  return { env, req: { header: () => forwarded } } as unknown as Context;
}

test.each([
  ['198.51.100.7', '198.51.100.7'],
  ['::ffff:198.51.100.7', '198.51.100.7'],
  ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
  ['2001:db8::1', '2001:db8:0:0::/64'],
  ['::1', '0:0:0:0::/64'],
])('%s counts as %s', (remote, counted) => {
  expect(clientAddress(request(remote), 0)).toBe(counted);
});

test('without a proxy of ours, nobody can name an address of their own', () => {
  expect(clientAddress(request('198.51.100.7', '203.0.113.1'), 0)).toBe('198.51.100.7');
});

test('with proxies, the address that ours wrote counts, not what came before it', () => {
  expect(clientAddress(request('10.0.0.1', '203.0.113.1, 198.51.100.7'), 1)).toBe('198.51.100.7');
  expect(clientAddress(request('10.0.0.1', '203.0.113.1, 198.51.100.7, 10.0.0.2'), 2)).toBe('198.51.100.7');
});

test('a call without a connection has an address too', () => {
  expect(clientAddress(request(undefined), 0)).toBe('unknown');
});
