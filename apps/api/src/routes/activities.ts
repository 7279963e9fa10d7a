/** Finished labs and predictions. */
import { createRoute } from '@hono/zod-openapi';
import { requireLearner } from '../http/learner-cookie.ts';
import { openApiRouter } from '../http/router.ts';
import { activityRequestSchema, activityResultSchema } from '../schemas/activity.ts';
import { json, refusal } from '../schemas/common.ts';
import type { Services } from '../services/services.ts';

const recordRoute = createRoute({
  method: 'post',
  path: '/api/activities',
  summary: 'Records that a lab was finished, or what was predicted before it.',
  request: { body: { required: true, content: json(activityRequestSchema) } },
  responses: {
    201: { description: 'Stored.', content: json(activityResultSchema) },
    200: {
      description: 'This key was stored before with the same content: the same result.',
      content: json(activityResultSchema),
    },
    401: refusal('No learner.'),
    404: refusal('No such lesson, or the lesson has no such lab.'),
    409: refusal('The key was used for something else.'),
    422: refusal('A field could not be read.'),
  },
});

export function activityRoutes({ activities }: Services) {
  return openApiRouter().openapi(recordRoute, async (c) => {
    const { result, replayed } = await activities.record(requireLearner(c).learnerId, c.req.valid('json'));
    return replayed ? c.json(result, 200) : c.json(result, 201);
  });
}
