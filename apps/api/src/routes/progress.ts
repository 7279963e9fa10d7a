/** How far the learner is. */
import { createRoute } from '@hono/zod-openapi';
import { openApiRouter } from '../http/router.ts';
import { json } from '../schemas/common.ts';
import { progressSchema } from '../schemas/progress.ts';
import type { Services } from '../services/services.ts';

const progressRoute = createRoute({
  method: 'get',
  path: '/api/progress',
  summary: 'Progress per lesson and over the course; without a learner everything is new.',
  responses: { 200: { description: 'Progress.', content: json(progressSchema) } },
});

export function progressRoutes({ progress }: Services) {
  return openApiRouter().openapi(progressRoute, async (c) =>
    c.json(await progress.of(c.get('learner')?.learnerId), 200),
  );
}
