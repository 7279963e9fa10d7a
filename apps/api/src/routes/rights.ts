/** Everything about me, to take away or to have deleted. */
import { createRoute, z } from '@hono/zod-openapi';
import { readToken, removeToken, requireLearner } from '../http/learner-cookie.ts';
import { openApiRouter } from '../http/router.ts';
import { authHeaders, passCookies } from '../http/sign-in-cookies.ts';
import { json, nothingSchema, refusal } from '../schemas/common.ts';
import type { Services } from '../services/services.ts';

const exportRoute = createRoute({
  method: 'get',
  path: '/api/me/export',
  summary: 'Everything that is kept about this learner, as a file.',
  responses: {
    200: {
      description: 'One JSON document, a list per table.',
      content: json(z.record(z.string(), z.json()).openapi('Export', { type: 'object' })),
    },
    401: refusal('No learner.'),
    429: refusal('Too many exports within the hour.'),
  },
});

const deleteRoute = createRoute({
  method: 'post',
  path: '/api/me/delete',
  summary: 'Deletes this learner, the account and all work. It can not be undone.',
  request: {
    body: {
      required: true,
      content: json(z.object({ confirm: z.literal('delete everything') }).openapi('DeleteEverything')),
    },
  },
  responses: {
    200: { description: 'Deleted.', content: json(nothingSchema) },
    401: refusal('No learner.'),
    403: refusal('An account whose sign-in is too long ago.'),
    422: refusal('Without the words that confirm it.'),
  },
});

const INDENT = 2;

export function rightsRoutes({ rights, auth, now }: Services) {
  return openApiRouter()
    .openapi(exportRoute, async (c) => {
      const everything = await rights.export(requireLearner(c).learnerId);
      const day = now().toISOString().slice(0, 10);
      c.header('Content-Disposition', `attachment; filename="glassbox-${day}.json"`);
      c.header('Content-Type', 'application/json; charset=utf-8');
      return c.body(JSON.stringify(everything, null, INDENT), 200) as never;
    })
    .openapi(deleteRoute, async (c) => {
      requireLearner(c);
      await rights.delete(readToken(c) ?? '');
      passCookies(c, await auth.signOut(authHeaders(c)));
      removeToken(c);
      return c.json({}, 200);
    });
}
