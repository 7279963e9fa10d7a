/** Answers: sent in, graded on the server, and read back. */
import { createRoute, z } from '@hono/zod-openapi';
import { readSentAt } from '../http/device-clock.ts';
import { requireLearner } from '../http/learner-cookie.ts';
import { openApiRouter } from '../http/router.ts';
import { attemptRequestSchema, attemptResultSchema, lessonAttemptsSchema } from '../schemas/attempt.ts';
import { json, nameSchema, refusal } from '../schemas/common.ts';
import { assessmentRequestSchema, solutionSchema } from '../schemas/presentation.ts';
import type { Services } from '../services/services.ts';

const submitRoute = createRoute({
  method: 'post',
  path: '/api/attempts',
  summary:
    'Submits one answer. Feedback comes back only now, and only for what was chosen. The header `Sent-At` (ISO 8601) tells what time the device has; by it `answeredAt` is set right.',
  request: { body: { required: true, content: json(attemptRequestSchema) } },
  responses: {
    201: { description: 'Graded and stored.', content: json(attemptResultSchema) },
    200: {
      description: 'This key was stored before with the same answer: the same result.',
      content: json(attemptResultSchema),
    },
    202: {
      description: 'A text was stored; here is what to assess it by. POST /api/submissions/{id}/assessment grades it.',
      content: json(solutionSchema),
    },
    401: refusal('No learner.'),
    404: refusal('No such lesson or question.'),
    409: refusal('The key was used for another answer, or the question version is unknown.'),
    422: refusal('The answer could not be read. Nothing was stored and it costs nothing.'),
    429: refusal('Too many texts were handed in within an hour; `Retry-After` says when the next may come.'),
  },
});

const assessRoute = createRoute({
  method: 'post',
  path: '/api/submissions/{id}/assessment',
  summary: 'Assesses a text of one’s own: which criteria it meets. The first assessment counts.',
  request: {
    params: z.object({ id: z.uuid() }),
    body: { required: true, content: json(assessmentRequestSchema) },
  },
  responses: {
    201: { description: 'Graded and stored, as assessed by its writer.', content: json(attemptResultSchema) },
    200: { description: 'It was assessed before: the same result.', content: json(attemptResultSchema) },
    401: refusal('No learner.'),
    404: refusal('This learner handed in no such text.'),
    422: refusal('A criterion that the question does not have.'),
  },
});

const historyRoute = createRoute({
  method: 'get',
  path: '/api/lessons/{slug}/attempts',
  summary: 'The latest attempt and the best score for each answered question of a lesson.',
  request: { params: z.object({ slug: nameSchema }) },
  responses: {
    200: { description: 'Only questions the learner has answered.', content: json(lessonAttemptsSchema) },
    404: refusal('No such lesson.'),
  },
});

export function attemptRoutes({ attempts }: Services) {
  return openApiRouter()
    .openapi(submitRoute, async (c) => {
      const outcome = await attempts.submit(requireLearner(c).learnerId, c.req.valid('json'), readSentAt(c));
      if ('solution' in outcome) return c.json(outcome.solution, 202);
      return outcome.replayed ? c.json(outcome.result, 200) : c.json(outcome.result, 201);
    })
    .openapi(assessRoute, async (c) => {
      const { id } = c.req.valid('param');
      const { result, replayed } = await attempts.assess(requireLearner(c).learnerId, id, c.req.valid('json').met);
      return replayed ? c.json(result, 200) : c.json(result, 201);
    })
    .openapi(historyRoute, async (c) => {
      const { slug } = c.req.valid('param');
      return c.json({ attempts: await attempts.history(c.get('learner')?.learnerId, slug) }, 200);
    });
}
