/**
 * The network address a request comes from, for counting tries. `X-Forwarded-For` is believed only as far as our own
 * proxies wrote it: anybody can send one that begins with whatever they like.
 */
import type { IncomingMessage } from 'node:http';
import { isIPv6 } from 'node:net';
import type { Context } from 'hono';

/** What `@hono/node-server` passes along; absent when a test calls the app directly. */
interface NodeBindings {
  incoming?: IncomingMessage;
}

const UNKNOWN = 'unknown';
/** A household has a /64 of IPv6 and can use each address of it. */
const NETWORK_GROUPS = 4;

/** Returns the address, or the network of an IPv6 one. `trustedProxies` is how many of ours each request comes through. */
export function clientAddress(c: Context, trustedProxies: number): string {
  const socket = (c.env as NodeBindings | undefined)?.incoming?.socket.remoteAddress ?? UNKNOWN;
  if (trustedProxies === 0) return networkOf(socket);
  const forwarded = (c.req.header('x-forwarded-for') ?? '').split(',').map((part) => part.trim());
  return networkOf(forwarded.at(-trustedProxies) || socket);
}

function networkOf(address: string): string {
  const plain = address.replace(/^::ffff:(?=\d+\.)/i, '');
  if (!isIPv6(plain)) return plain;
  const [head = '', tail] = plain.split('::');
  const groups = head === '' ? [] : head.split(':');
  const zeros = tail === undefined ? 0 : 8 - groups.length - tail.split(':').filter((group) => group !== '').length;
  const all = [...groups, ...Array.from({ length: zeros }, () => '0'), ...(tail ? tail.split(':') : [])];
  return `${all.slice(0, NETWORK_GROUPS).join(':')}::/64`;
}
