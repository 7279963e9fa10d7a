/** Probes for whoever starts or balances this server. */
import { createRoute } from '@hono/zod-openapi';
import { openApiRouter } from '../http/router.ts';
import { json } from '../schemas/common.ts';
import { healthSchema, queueSchema, readySchema } from '../schemas/health.ts';
import type { Services } from '../services/services.ts';

const healthRoute = createRoute({
  method: 'get',
  path: '/api/health',
  summary: 'The process is alive and has finished starting.',
  responses: { 200: { description: 'Alive.', content: json(healthSchema) } },
});

const readyRoute = createRoute({
  method: 'get',
  path: '/api/ready',
  summary: 'The database answers and the server is not stopping, so requests may be sent here.',
  responses: {
    200: { description: 'Ready.', content: json(readySchema) },
    503: { description: 'The database does not answer, or the server is about to stop.', content: json(readySchema) },
  },
});

const queueRoute = createRoute({
  method: 'get',
  path: '/api/health/experiments',
  summary: 'How many experiments wait, for how long, and how many processes evaluate them.',
  responses: { 200: { description: 'The queue.', content: json(queueSchema) } },
});

export function healthRoutes(services: Services, isDraining: () => boolean) {
  return openApiRouter()
    .openapi(healthRoute, (c) => c.json({ status: 'ok' as const }, 200))
    .openapi(queueRoute, async (c) => c.json(await services.experiments.depth(), 200))
    .openapi(readyRoute, async (c) => {
      const reachable = await services.pingDatabase().then(
        () => true,
        () => false,
      );
      if (!reachable) return c.json({ status: 'unavailable' as const, database: 'unreachable' as const }, 503);
      return isDraining()
        ? c.json({ status: 'draining' as const, database: 'ok' as const }, 503)
        : c.json({ status: 'ready' as const, database: 'ok' as const }, 200);
    });
}
