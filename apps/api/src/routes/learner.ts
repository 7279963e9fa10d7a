/** Who am I? The first call makes an anonymous learner; there is nothing to fill in. */
import { createRoute } from '@hono/zod-openapi';
import { readToken, writeToken } from '../http/learner-cookie.ts';
import { openApiRouter } from '../http/router.ts';
import { json } from '../schemas/common.ts';
import { learnerSchema } from '../schemas/learner.ts';
import type { Services } from '../services/services.ts';

const learnerRoute = createRoute({
  method: 'get',
  path: '/api/learner',
  summary: 'Returns the learner of the cookie, or makes an anonymous one and sets it.',
  responses: { 200: { description: 'The learner.', content: json(learnerSchema) } },
});

export function learnerRoutes({ learners }: Services) {
  return openApiRouter().openapi(learnerRoute, async (c) => {
    const token = readToken(c);
    const known = c.get('learner');
    if (known !== undefined && token !== undefined) {
      writeToken(c, token);
      return c.json(known, 200);
    }
    const created = await learners.create();
    writeToken(c, created.token);
    return c.json(created.learner, 200);
  });
}
