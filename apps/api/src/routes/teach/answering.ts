/** Reports to answer and texts to read. */
import { createRoute } from '@hono/zod-openapi';
import { requireLearner } from '../../http/learner-cookie.ts';
import { openApiRouter } from '../../http/router.ts';
import { json, refusal } from '../../schemas/common.ts';
import {
  byIdParams,
  overrideRequestSchema,
  queueQuerySchema,
  queueSchema,
  reportAnswerSchema,
  reportListQuerySchema,
  reportListSchema,
} from '../../schemas/report.ts';
import type { Services } from '../../services/services.ts';
import { REFUSALS } from './refusals.ts';

const reportsRoute = createRoute({
  method: 'get',
  path: '/api/teach/reports',
  summary: 'What learners say is wrong with questions.',
  request: { query: reportListQuerySchema },
  responses: {
    200: {
      description: 'Open ones oldest first, answered ones newest first; at most 200.',
      content: json(reportListSchema),
    },
    ...REFUSALS,
    404: refusal('No such cohort of yours.'),
  },
});

const answerRoute = createRoute({
  method: 'post',
  path: '/api/teach/reports/{id}/answer',
  summary: 'Answers a report; the learner sees it at the question and in "my learning".',
  request: { params: byIdParams, body: { required: true, content: json(reportAnswerSchema) } },
  responses: {
    204: { description: 'Answered.' },
    ...REFUSALS,
    404: refusal('No such report among yours.'),
    422: refusal('The answer is empty or too long.'),
  },
});

const queueRoute = createRoute({
  method: 'get',
  path: '/api/teach/free-texts',
  summary: 'Free texts with the scores their writers gave them.',
  request: { query: queueQuerySchema },
  responses: {
    200: { description: 'Waiting ones oldest first, read ones newest first; at most 200.', content: json(queueSchema) },
    ...REFUSALS,
    404: refusal('No such cohort of yours.'),
  },
});

const overrideRoute = createRoute({
  method: 'post',
  path: '/api/teach/attempts/{id}/score',
  summary: 'Sets the score of an answer by hand, with a note to the learner.',
  request: { params: byIdParams, body: { required: true, content: json(overrideRequestSchema) } },
  responses: {
    204: { description: 'Set, with the standing and the audit.' },
    ...REFUSALS,
    404: refusal('No such answer among yours.'),
    422: refusal('The score is not between 0 and the points of the question.'),
  },
});

export function teachAnsweringRoutes({ teach }: Services) {
  return openApiRouter()
    .openapi(reportsRoute, async (c) => {
      const { state, cohort } = c.req.valid('query');
      return c.json({ reports: await teach.reports(requireLearner(c), state, cohort) }, 200);
    })
    .openapi(answerRoute, async (c) => {
      await teach.answer(requireLearner(c), c.req.valid('param').id, c.req.valid('json').answer);
      return c.body(null, 204);
    })
    .openapi(queueRoute, async (c) => {
      const { state, cohort } = c.req.valid('query');
      return c.json({ texts: await teach.texts(requireLearner(c), state, cohort) }, 200);
    })
    .openapi(overrideRoute, async (c) => {
      await teach.override(requireLearner(c), c.req.valid('param').id, c.req.valid('json'));
      return c.body(null, 204);
    });
}
