/** What the learner is to review. Its questions are answered like any other, by POST /api/attempts. */
import { createRoute } from '@hono/zod-openapi';
import { openApiRouter } from '../http/router.ts';
import { json } from '../schemas/common.ts';
import { reviewSchema } from '../schemas/review.ts';
import type { Services } from '../services/services.ts';

const reviewRoute = createRoute({
  method: 'get',
  path: '/api/review',
  summary: 'Missed objectives that are due now or soon, each with the question to ask.',
  responses: { 200: { description: 'Without a learner there are none.', content: json(reviewSchema) } },
});

export function reviewRoutes({ review }: Services) {
  return openApiRouter().openapi(reviewRoute, async (c) => c.json(await review.of(c.get('learner')?.learnerId), 200));
}
