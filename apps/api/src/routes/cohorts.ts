/** Cohorts from a learner's side. */
import { createRoute, z } from '@hono/zod-openapi';
import { requireLearner } from '../http/learner-cookie.ts';
import { openApiRouter } from '../http/router.ts';
import { invitationCodeSchema, invitationSchema, ownCohortsSchema } from '../schemas/cohort.ts';
import { json, nothingSchema, refusal } from '../schemas/common.ts';
import type { Services } from '../services/services.ts';
import type { AddressOf } from './address-of.ts';

const mineRoute = createRoute({
  method: 'get',
  path: '/api/cohorts',
  summary: 'The cohorts this learner is in.',
  responses: {
    200: { description: 'The one joined first first.', content: json(ownCohortsSchema) },
    401: refusal('No learner.'),
  },
});

const lookRoute = createRoute({
  method: 'get',
  path: '/api/invitations/{code}',
  summary: 'The cohort that an invitation code leads to.',
  request: { params: z.object({ code: invitationCodeSchema }) },
  responses: {
    200: { description: 'It takes learners in.', content: json(invitationSchema) },
    401: refusal('No learner.'),
    404: refusal('No open cohort has this code.'),
    422: refusal('This can not be a code.'),
    429: refusal('Too many codes were tried.'),
  },
});

const joinRoute = createRoute({
  method: 'post',
  path: '/api/cohorts/join',
  summary: 'Joins the cohort of an invitation code.',
  request: { body: { required: true, content: json(z.object({ code: invitationCodeSchema })) } },
  responses: {
    200: { description: 'In it, also when the learner was before.', content: json(nothingSchema) },
    401: refusal('No learner.'),
    404: refusal('No open cohort has this code.'),
    422: refusal('A field could not be read.'),
    429: refusal('Too many codes were tried.'),
  },
});

const leaveRoute = createRoute({
  method: 'post',
  path: '/api/cohorts/leave',
  summary: 'Leaves a cohort. The work stays with the learner.',
  request: { body: { required: true, content: json(z.object({ cohortId: z.uuid() })) } },
  responses: {
    200: { description: 'No longer in it.', content: json(nothingSchema) },
    401: refusal('No learner.'),
    404: refusal('The learner is not in it.'),
    422: refusal('A field could not be read.'),
  },
});

export function cohortRoutes({ cohorts }: Services, addressOf: AddressOf) {
  return openApiRouter()
    .openapi(mineRoute, async (c) => c.json({ cohorts: await cohorts.of(requireLearner(c).learnerId) }, 200))
    .openapi(lookRoute, async (c) => {
      const asking = { learnerId: requireLearner(c).learnerId, address: addressOf(c) };
      return c.json(await cohorts.look(asking, c.req.valid('param').code), 200);
    })
    .openapi(joinRoute, async (c) => {
      await cohorts.join({ learnerId: requireLearner(c).learnerId, address: addressOf(c) }, c.req.valid('json').code);
      return c.json({}, 200);
    })
    .openapi(leaveRoute, async (c) => {
      await cohorts.leave(requireLearner(c).learnerId, c.req.valid('json').cohortId);
      return c.json({}, 200);
    });
}
