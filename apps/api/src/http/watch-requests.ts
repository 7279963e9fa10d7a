/**
 * Around every request: gives it an ID, which its answer and everything logged on its behalf carry, measures it, and logs one
 * line. One that was refused for who sent it, or how often, says why and which others came from the same network. Probes are logged
 * only when they fail. Time is measured until the head of the answer is there, without its body.
 */
import { randomUUID } from 'node:crypto';
import type { Context, MiddlewareHandler } from 'hono';
import { requestId } from 'hono/request-id';
import { routePath } from 'hono/route';
import { ApiError } from '../errors.ts';
import type { Log } from '../operations/log.ts';
import type { Metrics } from '../operations/metrics.ts';
import { forRequest } from '../operations/request-context.ts';
import { sourceMarks } from '../operations/source-mark.ts';
import type { ApiEnvironment } from './environment.ts';

const PROBES = new Set(['/api/health', '/api/ready', '/api/health/experiments']);
const HEADER = 'X-Request-Id';
/** Nobody known, not allowed, too often: what somebody who tries to get in is answered with. */
const TURNED_AWAY = new Set([401, 403, 429]);

export interface WatchOptions {
  /** Gets a line per request. */
  log?: Log | undefined;
  metrics?: Metrics | undefined;
  /** A proxy of ours may have given an ID already; anybody else's is not taken over. */
  trustsProxy: boolean;
  addressOf: (c: Context) => string;
  isDraining: () => boolean;
}

/** Returns the two middlewares, in their order. */
export function watchRequests(options: WatchOptions): MiddlewareHandler<ApiEnvironment>[] {
  const giveId: MiddlewareHandler<ApiEnvironment> = options.trustsProxy
    ? requestId({ headerName: HEADER, limitLength: 64 })
    : async (c, next) => {
        const id = randomUUID();
        c.set('requestId', id);
        c.header(HEADER, id);
        await next();
      };
  return [giveId, watch(options)];
}

function watch({ log, metrics, isDraining, addressOf }: WatchOptions): MiddlewareHandler<ApiEnvironment> {
  const markOf = sourceMarks();
  return (c, next) =>
    forRequest(c.get('requestId'), async () => {
      const began = performance.now();
      metrics?.requestBegan();
      // Whoever keeps this connection would send the next request into a closed port.
      if (isDraining()) c.header('Connection', 'close');
      try {
        await next();
      } finally {
        const { method } = c.req;
        const { status } = c.res;
        const route = routePath(c);
        const durationMs = performance.now() - began;
        metrics?.requestEnded({ method, route, status }, durationMs / 1000);
        if (status >= 500 || !PROBES.has(route)) {
          const fields = { method, route, status, durationMs: Math.round(durationMs * 10) / 10 };
          const turnedAway = c.get('turnedAway');
          if (turnedAway !== undefined || TURNED_AWAY.has(status)) {
            const code = turnedAway ?? (c.error instanceof ApiError ? c.error.code : undefined);
            log?.('request refused', { level: 'warn', ...fields, code, source: markOf(addressOf(c)) });
          } else {
            log?.('request', { level: status >= 500 ? 'error' : 'info', ...fields });
          }
        }
      }
    });
}
