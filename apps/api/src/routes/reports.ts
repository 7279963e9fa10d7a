/** "Report this question", and what instructors told the learner. */
import { createRoute } from '@hono/zod-openapi';
import { requireLearner } from '../http/learner-cookie.ts';
import { openApiRouter } from '../http/router.ts';
import { json, refusal } from '../schemas/common.ts';
import { noticesSchema, ownReportSchema, reportRequestSchema } from '../schemas/report.ts';
import type { Services } from '../services/services.ts';

const reportRoute = createRoute({
  method: 'post',
  path: '/api/reports',
  summary: 'Reports a question to the instructors.',
  request: { body: { required: true, content: json(reportRequestSchema) } },
  responses: {
    201: { description: 'Stored.', content: json(ownReportSchema) },
    200: { description: 'This key was stored before: the same report.', content: json(ownReportSchema) },
    401: refusal('No learner.'),
    404: refusal('This version of the question was never served.'),
    422: refusal('The request breaks its schema.'),
    429: refusal('More reports in a day than anyone writes.'),
  },
});

const noticesRoute = createRoute({
  method: 'get',
  path: '/api/notices',
  summary: 'Own reports with their answers, and own answers that an instructor read.',
  responses: { 200: { description: 'Empty without a learner.', content: json(noticesSchema) } },
});

export function reportRoutes({ reports }: Services) {
  return openApiRouter()
    .openapi(reportRoute, async (c) => {
      const { result, replayed } = await reports.report(requireLearner(c).learnerId, c.req.valid('json'));
      return replayed ? c.json(result, 200) : c.json(result, 201);
    })
    .openapi(noticesRoute, async (c) => c.json(await reports.notices(c.get('learner')?.learnerId), 200));
}
