/** How well the learner has mastered each objective. */
import { createRoute } from '@hono/zod-openapi';
import { openApiRouter } from '../http/router.ts';
import { json } from '../schemas/common.ts';
import { masterySchema } from '../schemas/mastery.ts';
import type { Services } from '../services/services.ts';

const masteryRoute = createRoute({
  method: 'get',
  path: '/api/mastery',
  summary: 'Mastery of every objective of the course; without a learner nothing is known.',
  responses: { 200: { description: 'In course order.', content: json(masterySchema) } },
});

export function masteryRoutes({ mastery }: Services) {
  return openApiRouter().openapi(masteryRoute, async (c) =>
    c.json({ objectives: await mastery.of(c.get('learner')?.learnerId) }, 200),
  );
}
