/** What administrators do with people: give and take roles, sign somebody out everywhere. */
import { createRoute, z } from '@hono/zod-openapi';
import { requireLearner } from '../http/learner-cookie.ts';
import { requireRole } from '../http/require-role.ts';
import { openApiRouter } from '../http/router.ts';
import { peopleSchema, roleChangeSchema, sessionsEndedSchema, sessionsEndSchema } from '../schemas/admin.ts';
import { json, nothingSchema, refusal } from '../schemas/common.ts';
import type { Services } from '../services/services.ts';

const peopleRoute = createRoute({
  method: 'get',
  path: '/api/admin/people',
  summary: 'Accounts and their roles.',
  middleware: [requireRole('admin')] as const,
  request: { query: z.object({ search: z.string().max(100).default('') }) },
  responses: {
    200: { description: 'At most 50, by address.', content: json(peopleSchema) },
    401: refusal('No learner.'),
    403: refusal('Not an administrator.'),
    422: refusal('The search is too long.'),
  },
});

const roleRoute = createRoute({
  method: 'post',
  path: '/api/admin/roles',
  summary: 'Gives a person a role. Noted in the audit.',
  middleware: [requireRole('admin')] as const,
  request: { body: { required: true, content: json(roleChangeSchema) } },
  responses: {
    200: { description: 'Has that role now.', content: json(nothingSchema) },
    401: refusal('No learner.'),
    403: refusal('Not an administrator.'),
    404: refusal('There is nobody with this ID.'),
    409: refusal("One's own role, or an anonymous learner."),
    422: refusal('A field could not be read.'),
  },
});

const endSessionsRoute = createRoute({
  method: 'post',
  path: '/api/admin/sessions/end',
  summary: 'Signs a person out in every browser, with the next request. Noted in the audit.',
  middleware: [requireRole('admin')] as const,
  request: { body: { required: true, content: json(sessionsEndSchema) } },
  responses: {
    200: { description: 'How many browsers were signed out.', content: json(sessionsEndedSchema) },
    401: refusal('No learner.'),
    403: refusal('Not an administrator.'),
    404: refusal('There is nobody with this ID.'),
    409: refusal('Oneself, or an anonymous learner.'),
    422: refusal('A field could not be read.'),
  },
});

export function peopleRoutes({ people }: Services) {
  return openApiRouter()
    .openapi(peopleRoute, async (c) => c.json(await people.find(c.req.valid('query').search), 200))
    .openapi(roleRoute, async (c) => {
      const { learnerId, role } = c.req.valid('json');
      await people.setRole(requireLearner(c).learnerId, learnerId, role);
      return c.json({}, 200);
    })
    .openapi(endSessionsRoute, async (c) => {
      const ended = await people.endSessions(requireLearner(c).learnerId, c.req.valid('json').learnerId);
      return c.json({ ended }, 200);
    });
}
