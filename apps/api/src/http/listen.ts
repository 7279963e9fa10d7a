/**
 * Takes the port. `localhost` means both 127.0.0.1 and ::1: a browser may try either, and another program on one of
 * them must be noticed.
 */
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { StartupError } from '../errors.ts';

/** After this, whoever is still being answered is cut off. */
const DRAIN_MS = 10_000;
const SWEEP_MS = 50;
/**
 * How long a connection is kept for its next request. Node's own five seconds are shorter than what proxies keep theirs for, and
 * shorter than a learner reads: a request that is sent just as the connection is given up fails.
 */
const KEEP_ALIVE_MS = 65_000;

export interface Listener {
  port: number;
  /** Stops taking connections and resolves when the last answer is sent. */
  close(): Promise<void>;
}

/**
 * Listens on host and port and returns once it does.
 *
 * @param setting the variable that named the port, for messages.
 *
 * @throws StartupError when the port is taken or not allowed, or the host is not this machine.
 */
export async function listen(
  host: string,
  port: number,
  onRequest: RequestListener,
  setting = 'PORT',
): Promise<Listener> {
  const servers: Server[] = [];
  const [first, ...others] = host === 'localhost' ? ['127.0.0.1', '::1'] : [host];
  try {
    const main = await open(first ?? host, port, onRequest);
    servers.push(main);
    const taken = (main.address() as AddressInfo).port;
    for (const address of others) {
      const server = await open(address, taken, onRequest).catch(skipAbsentAddress);
      if (server !== undefined) servers.push(server);
    }
    return { port: taken, close: () => closeAll(servers) };
  } catch (cause) {
    await closeAll(servers);
    throw toStartupError(host, port, cause, setting);
  }
}

function open(address: string, port: number, onRequest: RequestListener): Promise<Server> {
  return new Promise((resolve, reject) => {
    const server = createServer({ keepAliveTimeout: KEEP_ALIVE_MS }, onRequest);
    server.once('error', reject);
    server.listen({ host: address, port, exclusive: true }, () => resolve(server));
  });
}

/** A machine without IPv6 has no ::1, and that is fine. */
function skipAbsentAddress(error: unknown): undefined {
  if (['EADDRNOTAVAIL', 'EAFNOSUPPORT'].includes(codeOf(error))) return undefined;
  throw error;
}

async function closeAll(servers: readonly Server[]): Promise<void> {
  const cutOff = setTimeout(() => {
    for (const server of servers) server.closeAllConnections();
  }, DRAIN_MS);
  // A connection that is kept alive after its last answer would hold us for seconds.
  const sweep = setInterval(() => {
    for (const server of servers) server.closeIdleConnections();
  }, SWEEP_MS);
  await Promise.all(servers.map((server) => new Promise<void>((resolve) => server.close(() => resolve()))));
  clearTimeout(cutOff);
  clearInterval(sweep);
}

function toStartupError(host: string, port: number, cause: unknown, setting: string): StartupError {
  const code = codeOf(cause);
  if (code === 'EADDRINUSE') {
    return new StartupError(
      'port-busy',
      `${setting}: port ${port} on ${host} is used by another program; a free port was needed; stop that program or set ${setting} to another number.`,
      { cause },
    );
  }
  if (code === 'EACCES') {
    return new StartupError(
      'port-forbidden',
      `${setting}: this user may not open port ${port}; a port it may open was needed; set ${setting} to a number above 1023.`,
      { cause },
    );
  }
  return new StartupError(
    'host-unusable',
    `HOST: "${host}" is not an address of this machine (${code || String(cause)}); a name or address to listen on was needed; use localhost, or 0.0.0.0 for the whole network.`,
    { cause },
  );
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : '';
}
