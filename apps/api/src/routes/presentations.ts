/** A quiz as one learner sees it: the presentation, hints that cost, and new rounds. */
import { createRoute, z } from '@hono/zod-openapi';
import { requireLearner } from '../http/learner-cookie.ts';
import { openApiRouter } from '../http/router.ts';
import { json, nameSchema, refusal } from '../schemas/common.ts';
import {
  hintRequestSchema,
  hintResultSchema,
  presentedQuestionSchema,
  presentedQuizSchema,
  roundRequestSchema,
} from '../schemas/presentation.ts';
import type { Services } from '../services/services.ts';

const questionParams = z.object({ slug: nameSchema, questionId: nameSchema });

const quizRoute = createRoute({
  method: 'get',
  path: '/api/lessons/{slug}/quiz',
  summary: 'The quiz of a lesson in the learner’s own draw, variants and order of options.',
  request: { params: z.object({ slug: nameSchema }) },
  responses: {
    200: { description: 'Public halves only; the same on every device.', content: json(presentedQuizSchema) },
    401: refusal('The learner was deleted.'),
    404: refusal('No such lesson.'),
  },
});

const hintRoute = createRoute({
  method: 'post',
  path: '/api/lessons/{slug}/questions/{questionId}/hints',
  summary: 'Takes a hint. It costs from now on; taking it again costs nothing more.',
  request: { params: questionParams, body: { required: true, content: json(hintRequestSchema) } },
  responses: {
    200: { description: 'All hints taken so far.', content: json(hintResultSchema) },
    401: refusal('No learner.'),
    404: refusal('No such lesson, question or hint.'),
    409: refusal('An earlier hint comes first, or the question version is unknown.'),
  },
});

const roundRoute = createRoute({
  method: 'post',
  path: '/api/lessons/{slug}/questions/{questionId}/rounds',
  summary: 'Begins a new round with a new variant, once this round’s was answered.',
  request: { params: questionParams, body: { required: true, content: json(roundRequestSchema) } },
  responses: {
    200: {
      description: 'The round in force: the new one, or the one there was.',
      content: json(presentedQuestionSchema),
    },
    401: refusal('No learner.'),
    404: refusal('No such lesson, or a question without new variants.'),
  },
});

export function presentationRoutes({ presentations, hints }: Services) {
  return openApiRouter()
    .openapi(quizRoute, async (c) => {
      const { slug } = c.req.valid('param');
      return c.json(await presentations.quiz(c.get('learner')?.learnerId, slug), 200);
    })
    .openapi(hintRoute, async (c) => {
      const { slug, questionId } = c.req.valid('param');
      const { learnerId } = requireLearner(c);
      return c.json(await hints.take(learnerId, slug, questionId, c.req.valid('json')), 200);
    })
    .openapi(roundRoute, async (c) => {
      const { slug, questionId } = c.req.valid('param');
      const { learnerId } = requireLearner(c);
      return c.json(await presentations.nextRound(learnerId, slug, questionId, c.req.valid('json').after), 200);
    });
}
