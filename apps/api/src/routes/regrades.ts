/** Notices about regraded answers. Regrading itself is a command, `pnpm lesson regrade`, and no route. */
import { createRoute, z } from '@hono/zod-openapi';
import { requireLearner } from '../http/learner-cookie.ts';
import { openApiRouter } from '../http/router.ts';
import { json, refusal } from '../schemas/common.ts';
import { noticeParameterSchema, regradeNoticesSchema } from '../schemas/regrade.ts';
import type { Services } from '../services/services.ts';

const listRoute = createRoute({
  method: 'get',
  path: '/api/regrades',
  summary: 'What changed for the learner when answers were graded again, the latest first.',
  responses: { 200: { description: 'Notices; none without a learner.', content: json(regradeNoticesSchema) } },
});

const seenRoute = createRoute({
  method: 'post',
  path: '/api/regrades/{id}/seen',
  summary: 'Puts a notice away.',
  request: { params: noticeParameterSchema },
  responses: {
    200: { description: 'Put away, now or before.', content: json(z.object({ seen: z.literal(true) })) },
    401: refusal('No learner.'),
    404: refusal('The learner has no such notice.'),
    422: refusal('The id could not be read.'),
  },
});

export function regradeRoutes({ regrades }: Services) {
  return openApiRouter()
    .openapi(listRoute, async (c) => c.json({ notices: await regrades.list(c.get('learner')?.learnerId) }, 200))
    .openapi(seenRoute, async (c) => {
      await regrades.markSeen(requireLearner(c).learnerId, c.req.valid('param').id);
      return c.json({ seen: true as const }, 200);
    });
}
