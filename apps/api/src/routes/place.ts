/** Where the learner reads. It is sent while reading and comes back with the progress. */
import { createRoute } from '@hono/zod-openapi';
import { readSentAt } from '../http/device-clock.ts';
import { openApiRouter } from '../http/router.ts';
import { json, refusal } from '../schemas/common.ts';
import { placeSchema, placeStoredSchema } from '../schemas/place.ts';
import type { Services } from '../services/services.ts';

const placeRoute = createRoute({
  method: 'post',
  path: '/api/place',
  summary: 'Remembers where the learner reads; without a learner nothing is stored, and none is made.',
  request: { body: { required: true, content: json(placeSchema) } },
  responses: {
    200: {
      description: 'Whether it was stored. An older place than the known one changes nothing.',
      content: json(placeStoredSchema),
    },
    404: refusal('No such lesson.'),
    422: refusal('The request could not be read.'),
  },
});

export function placeRoutes({ places }: Services) {
  return openApiRouter().openapi(placeRoute, async (c) => {
    const learner = c.get('learner');
    if (learner === undefined) return c.json({ stored: false }, 200);
    await places.remember(learner.learnerId, c.req.valid('json'), readSentAt(c));
    return c.json({ stored: true }, 200);
  });
}
