/** Questions to the course, and the documents its answers may lead to. */
import { createRoute } from '@hono/zod-openapi';
import { requireLearner } from '../http/learner-cookie.ts';
import { openApiRouter } from '../http/router.ts';
import { askAnswerSchema, askRequestSchema, documentTextSchema, idParamSchema } from '../schemas/ask.ts';
import { json, refusal } from '../schemas/common.ts';
import type { Services } from '../services/services.ts';
import type { AddressOf } from './address-of.ts';

const askRoute = createRoute({
  method: 'post',
  path: '/api/ask',
  summary: 'Answers a question from the lessons and documents, every sentence cited, or says that they do not tell.',
  request: { body: { required: true, content: json(askRequestSchema) } },
  responses: {
    200: {
      description: 'The answer; `answered` is false where the course does not say.',
      content: json(askAnswerSchema),
    },
    401: refusal('No learner.'),
    422: refusal('A field could not be read.'),
    429: refusal('Too many questions; `Retry-After` says when the next may come.'),
    503: refusal('Too much to do at the moment.'),
  },
});

const documentRoute = createRoute({
  method: 'get',
  path: '/api/ask/documents/{id}',
  summary: 'Returns the text of a document that an instructor added, block by block, as citations address it.',
  request: { params: idParamSchema },
  responses: {
    200: { description: 'The text.', content: json(documentTextSchema) },
    404: refusal('No such document.'),
    422: refusal('The id could not be read.'),
  },
});

export function askRoutes({ ask, courseDocuments }: Services, addressOf: AddressOf) {
  return openApiRouter()
    .openapi(askRoute, async (c) => {
      const { learnerId } = requireLearner(c);
      return c.json(await ask.ask({ learnerId, network: addressOf(c) }, c.req.valid('json')), 200);
    })
    .openapi(documentRoute, async (c) => c.json(await courseDocuments.text(c.req.valid('param').id), 200));
}
