/** Cohorts: made, renamed, archived, given a new code; their members. */
import { createRoute, z } from '@hono/zod-openapi';
import { requireLearner } from '../../http/learner-cookie.ts';
import { openApiRouter } from '../../http/router.ts';
import { json, refusal } from '../../schemas/common.ts';
import {
  cohortListSchema,
  cohortNameSchema,
  cohortParams,
  cohortSchema,
  cohortStateSchema,
  memberListSchema,
  memberParams,
} from '../../schemas/teach.ts';
import type { Services } from '../../services/services.ts';
import { REFUSALS } from './refusals.ts';

const listRoute = createRoute({
  method: 'get',
  path: '/api/teach/cohorts',
  summary: 'The cohorts one made; for administrators, all.',
  responses: { 200: { description: 'The newest first.', content: json(cohortListSchema) }, ...REFUSALS },
});

const createCohortRoute = createRoute({
  method: 'post',
  path: '/api/teach/cohorts',
  summary: 'Makes a cohort with an invitation code.',
  request: { body: { required: true, content: json(cohortNameSchema) } },
  responses: {
    201: { description: 'Made.', content: json(cohortSchema) },
    ...REFUSALS,
    422: refusal('The name is empty or too long.'),
  },
});

const changed = {
  200: { description: 'The cohort as it is now.', content: json(cohortSchema) },
  ...REFUSALS,
  404: refusal('No such cohort of yours.'),
  422: refusal('The request breaks its schema.'),
};

const renameRoute = createRoute({
  method: 'post',
  path: '/api/teach/cohorts/{id}/name',
  summary: 'Renames a cohort.',
  request: { params: cohortParams, body: { required: true, content: json(cohortNameSchema) } },
  responses: changed,
});

const archiveRoute = createRoute({
  method: 'post',
  path: '/api/teach/cohorts/{id}/state',
  summary: 'Archives a cohort, or brings it back. An archived one takes nobody in.',
  request: { params: cohortParams, body: { required: true, content: json(cohortStateSchema) } },
  responses: changed,
});

const codeRoute = createRoute({
  method: 'post',
  path: '/api/teach/cohorts/{id}/code',
  summary: 'Gives the cohort a new invitation code. The old one opens nothing from then on.',
  request: { params: cohortParams, body: { required: true, content: json(z.object({})) } },
  responses: changed,
});

const membersRoute = createRoute({
  method: 'get',
  path: '/api/teach/cohorts/{id}/members',
  summary: 'The members by pseudonym, with what each has done.',
  request: { params: cohortParams },
  responses: {
    200: { description: 'The one who joined first first.', content: json(memberListSchema) },
    ...REFUSALS,
    404: refusal('No such cohort of yours.'),
  },
});

const removeRoute = createRoute({
  method: 'delete',
  path: '/api/teach/cohorts/{id}/members/{member}',
  summary: 'Takes a learner out of the cohort. What was learned stays.',
  request: { params: memberParams },
  responses: { 204: { description: 'Removed.' }, ...REFUSALS, 404: refusal('No such cohort or member.') },
});

export function teachCohortRoutes({ teach: { cohorts } }: Services) {
  return openApiRouter()
    .openapi(listRoute, async (c) => c.json({ cohorts: await cohorts.list(requireLearner(c)) }, 200))
    .openapi(createCohortRoute, async (c) =>
      c.json(await cohorts.create(requireLearner(c), c.req.valid('json').name), 201),
    )
    .openapi(renameRoute, async (c) => {
      const { name } = c.req.valid('json');
      return c.json(await cohorts.change(requireLearner(c), c.req.valid('param').id, { name }), 200);
    })
    .openapi(archiveRoute, async (c) => {
      const { archived } = c.req.valid('json');
      return c.json(await cohorts.change(requireLearner(c), c.req.valid('param').id, { archived }), 200);
    })
    .openapi(codeRoute, async (c) =>
      c.json(await cohorts.change(requireLearner(c), c.req.valid('param').id, 'new-code'), 200),
    )
    .openapi(membersRoute, async (c) => c.json(await cohorts.members(requireLearner(c), c.req.valid('param').id), 200))
    .openapi(removeRoute, async (c) => {
      const { id, member } = c.req.valid('param');
      await cohorts.removeMember(requireLearner(c), id, member);
      return c.body(null, 204);
    });
}
