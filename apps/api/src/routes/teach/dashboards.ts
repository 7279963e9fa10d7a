/** How cohorts are doing, and the same as files. */
import { createRoute, z } from '@hono/zod-openapi';
import { csvStream } from '../../http/csv.ts';
import { requireLearner } from '../../http/learner-cookie.ts';
import { openApiRouter } from '../../http/router.ts';
import { json, refusal } from '../../schemas/common.ts';
import {
  lessonReportSchema,
  overviewSchema,
  questionDetailSchema,
  questionQuerySchema,
  scopeQuerySchema,
  teachLessonParams,
  teachQuestionParams,
} from '../../schemas/teach.ts';
import type { Services } from '../../services/services.ts';
import { ATTEMPT_COLUMNS, MEMBER_COLUMNS, QUESTION_COLUMNS } from './columns.ts';
import { REFUSALS } from './refusals.ts';

const refusals = { ...REFUSALS, 404: refusal('No such cohort, lesson or question.') };

const overviewRoute = createRoute({
  method: 'get',
  path: '/api/teach/overview',
  summary: 'Completion, time and where learners stop, lesson by lesson.',
  request: { query: scopeQuerySchema },
  responses: { 200: { description: 'In course order.', content: json(overviewSchema) }, ...refusals },
});

const lessonRoute = createRoute({
  method: 'get',
  path: '/api/teach/lessons/{slug}',
  summary: 'The steps of a lesson and the statistics of its questions.',
  request: { params: teachLessonParams, query: scopeQuerySchema },
  responses: { 200: { description: 'The lesson.', content: json(lessonReportSchema) }, ...refusals },
});

const questionRoute = createRoute({
  method: 'get',
  path: '/api/teach/lessons/{slug}/questions/{id}',
  summary: 'One version of a question: how often each option was chosen, and the commonest answers.',
  request: { params: teachQuestionParams, query: questionQuerySchema },
  responses: { 200: { description: 'The question.', content: json(questionDetailSchema) }, ...refusals },
});

const exportRoute = createRoute({
  method: 'get',
  path: '/api/teach/export/{table}',
  summary: 'A table as CSV: UTF-8 with a byte-order mark, formulas escaped.',
  request: { params: z.object({ table: z.enum(['members', 'questions', 'attempts']) }), query: scopeQuerySchema },
  responses: {
    200: { description: 'The file.', content: { 'text/csv': { schema: z.string() } } },
    ...refusals,
    422: refusal('Members and answers belong to a cohort: name one.'),
  },
});

export function teachDashboardRoutes({ teach }: Services) {
  return openApiRouter()
    .openapi(overviewRoute, async (c) =>
      c.json(await teach.overview(requireLearner(c), c.req.valid('query').cohort), 200),
    )
    .openapi(lessonRoute, async (c) => {
      const { slug } = c.req.valid('param');
      return c.json(await teach.lesson(requireLearner(c), slug, c.req.valid('query').cohort), 200);
    })
    .openapi(questionRoute, async (c) => {
      const { slug: lesson, id: questionId } = c.req.valid('param');
      const { cohort: cohortId, version } = c.req.valid('query');
      return c.json(await teach.question(requireLearner(c), { lesson, questionId, version, cohortId }), 200);
    })
    .openapi(exportRoute, async (c) => {
      const { table } = c.req.valid('param');
      const rows = await teach.tables[table](requireLearner(c), c.req.valid('query').cohort);
      c.header('Content-Type', 'text/csv; charset=utf-8');
      c.header('Content-Disposition', `attachment; filename="glassbox-${table}.csv"`);
      return c.body(csvStream(COLUMNS[table], rows), 200);
    });
}

const COLUMNS = { members: MEMBER_COLUMNS, questions: QUESTION_COLUMNS, attempts: ATTEMPT_COLUMNS };
