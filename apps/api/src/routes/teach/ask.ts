/** For instructors: what the course could not answer, and the documents it may answer from. */
import { createRoute } from '@hono/zod-openapi';
import { bodyLimit } from 'hono/body-limit';
import { ApiError } from '../../errors.ts';
import { requireLearner } from '../../http/learner-cookie.ts';
import { openApiRouter } from '../../http/router.ts';
import {
  courseDocumentSchema,
  documentListSchema,
  documentQuerySchema,
  handledRequestSchema,
  idParamSchema,
  unansweredListSchema,
  unansweredQuerySchema,
} from '../../schemas/ask.ts';
import { json, refusal } from '../../schemas/common.ts';
import type { Services } from '../../services/services.ts';
import { REFUSALS } from './refusals.ts';

const MAX_FILE_BYTES = 10 * 1024 * 1024;

const limitFile = bodyLimit({
  maxSize: MAX_FILE_BYTES,
  onError: () => {
    throw new ApiError(413, 'file-too-large', `The file is larger than ${MAX_FILE_BYTES / 1024 / 1024} MB.`);
  },
});
const file = {
  required: true,
  content: { 'application/octet-stream': { schema: { type: 'string' as const, format: 'binary' } } },
};
const storing = {
  ...REFUSALS,
  413: refusal('The file is too large.'),
  422: refusal('The file or a parameter could not be read; the message says why.'),
  429: refusal('Too many files at once.'),
  503: refusal('Too much to do at the moment.'),
};

const listRoute = createRoute({
  method: 'get',
  path: '/api/teach/documents',
  summary: 'Lists the documents that are searched beside the lessons.',
  responses: { ...REFUSALS, 200: { description: 'Latest first.', content: json(documentListSchema) } },
});

const addRoute = createRoute({
  method: 'post',
  path: '/api/teach/documents',
  summary: 'Adds a text, Markdown, HTML or PDF file; it is searched from the next question on.',
  middleware: limitFile,
  request: { query: documentQuerySchema, body: file },
  responses: {
    ...storing,
    201: { description: 'Stored.', content: json(courseDocumentSchema) },
    409: refusal('There are as many documents as there may be.'),
  },
});

const replaceRoute = createRoute({
  method: 'put',
  path: '/api/teach/documents/{id}',
  summary: 'Puts another file in the place of a document.',
  middleware: limitFile,
  request: { params: idParamSchema, query: documentQuerySchema, body: file },
  responses: {
    ...storing,
    200: { description: 'Replaced.', content: json(courseDocumentSchema) },
    404: refusal('No such document.'),
  },
});

const removeRoute = createRoute({
  method: 'delete',
  path: '/api/teach/documents/{id}',
  summary: 'Removes a document; it is found no more.',
  request: { params: idParamSchema },
  responses: {
    ...REFUSALS,
    200: { description: 'The documents that are left.', content: json(documentListSchema) },
    404: refusal('No such document.'),
    422: refusal('The id could not be read.'),
  },
});

const unansweredRoute = createRoute({
  method: 'get',
  path: '/api/teach/unanswered',
  summary: 'Lists questions the course could not answer, alike ones together, without who asked.',
  request: { query: unansweredQuerySchema },
  responses: {
    ...REFUSALS,
    200: { description: 'Most asked first.', content: json(unansweredListSchema) },
    422: refusal('A parameter could not be read.'),
  },
});

const handledRoute = createRoute({
  method: 'post',
  path: '/api/teach/unanswered/{id}',
  summary: 'Marks a question as handled, or opens it again.',
  request: { params: idParamSchema, body: { required: true, content: json(handledRequestSchema) } },
  responses: {
    ...REFUSALS,
    200: { description: 'Marked.', content: json(handledRequestSchema) },
    404: refusal('No such question.'),
    422: refusal('A field could not be read.'),
  },
});

export function teachAskRoutes({ courseDocuments, unanswered }: Services) {
  return openApiRouter()
    .openapi(listRoute, async (c) => c.json({ documents: await courseDocuments.list() }, 200))
    .openapi(addRoute, async (c) => {
      const { learnerId } = requireLearner(c);
      const bytes = new Uint8Array(await c.req.arrayBuffer());
      return c.json(await courseDocuments.add(learnerId, c.req.valid('query'), bytes), 201);
    })
    .openapi(replaceRoute, async (c) => {
      const { learnerId } = requireLearner(c);
      const bytes = new Uint8Array(await c.req.arrayBuffer());
      const { id } = c.req.valid('param');
      return c.json(await courseDocuments.replace(learnerId, id, c.req.valid('query'), bytes), 200);
    })
    .openapi(removeRoute, async (c) => {
      await courseDocuments.remove(requireLearner(c).learnerId, c.req.valid('param').id);
      return c.json({ documents: await courseDocuments.list() }, 200);
    })
    .openapi(unansweredRoute, async (c) => c.json(await unanswered.list(c.req.valid('query')), 200))
    .openapi(handledRoute, async (c) => {
      const { handled } = c.req.valid('json');
      await unanswered.setHandled(c.req.valid('param').id, handled, requireLearner(c).learnerId);
      return c.json({ handled }, 200);
    });
}
