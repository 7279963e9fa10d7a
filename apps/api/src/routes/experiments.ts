/** Experiments: announce, upload, start, watch, cancel. Uploads are bytes as they are, one file per request. */
import { createRoute, z } from '@hono/zod-openapi';
import { requireLearner } from '../http/learner-cookie.ts';
import { openApiRouter } from '../http/router.ts';
import { json, nameSchema, refusal } from '../schemas/common.ts';
import {
  experimentIdSchema,
  experimentRequestSchema,
  experimentSchema,
  fileNameSchema,
  lessonExperimentsSchema,
} from '../schemas/experiment.ts';
import type { Services } from '../services/services.ts';

const ofOne = z.object({ id: experimentIdSchema });
const one = { 200: { description: 'Where it is now.', content: json(experimentSchema) } };
const common = { 401: refusal('No learner.'), 404: refusal('No such experiment of this learner.') };

const createExperiment = createRoute({
  method: 'post',
  path: '/api/experiments',
  summary: 'Announces what will be handed in for a question of kind experiment.',
  request: { body: { required: true, content: json(experimentRequestSchema) } },
  responses: {
    201: { description: 'Announced: upload the files, then start it.', content: json(experimentSchema) },
    200: {
      description: 'This key was used before for the same: the same experiment.',
      content: json(experimentSchema),
    },
    401: refusal('No learner.'),
    404: refusal('No such lesson or question.'),
    409: refusal('The key was used for something else, or the question version is unknown.'),
    413: refusal('A file is larger than its evaluator takes.'),
    422: refusal('Something else is to be handed in for this question.'),
    429: refusal('Too many experiments of this learner, under way or today.'),
  },
});

const uploadFile = createRoute({
  method: 'put',
  path: '/api/experiments/{id}/files/{name}',
  summary: 'Uploads one announced file: its bytes, not compressed.',
  request: {
    params: z.object({ id: experimentIdSchema, name: fileNameSchema }),
    body: { required: true, content: { 'application/octet-stream': { schema: { type: 'string', format: 'binary' } } } },
  },
  responses: {
    ...one,
    ...common,
    409: refusal('It has been started already.'),
    413: refusal('More bytes came than were announced.'),
    415: refusal('Compressed, or not application/octet-stream.'),
    422: refusal('Fewer bytes came than were announced.'),
  },
});

const startExperiment = createRoute({
  method: 'post',
  path: '/api/experiments/{id}/start',
  summary: 'Puts it into the queue. Asked again, it only tells where it is.',
  request: { params: ofOne, body: { content: json(z.object({})) } },
  responses: {
    ...one,
    ...common,
    409: refusal('A file has not arrived.'),
    503: refusal('This server takes no experiments.'),
  },
});

const cancelExperiment = createRoute({
  method: 'post',
  path: '/api/experiments/{id}/cancel',
  summary: 'Takes it back. One that has ended stays as it is.',
  request: { params: ofOne, body: { content: json(z.object({})) } },
  responses: { ...one, ...common },
});

const readExperiment = createRoute({
  method: 'get',
  path: '/api/experiments/{id}',
  summary: 'Tells where it is: place in the queue, progress, result or reason.',
  request: { params: ofOne },
  responses: { ...one, ...common },
});

const readLatest = createRoute({
  method: 'get',
  path: '/api/lessons/{slug}/experiments',
  summary: "The latest experiment per question of a lesson, of this request's learner.",
  request: { params: z.object({ slug: nameSchema }) },
  responses: { 200: { description: 'None without a learner.', content: json(lessonExperimentsSchema) } },
});

export function experimentRoutes({ experiments }: Services) {
  return openApiRouter()
    .openapi(createExperiment, async (c) => {
      const { result, replayed } = await experiments.create(requireLearner(c).learnerId, c.req.valid('json'));
      return replayed ? c.json(result, 200) : c.json(result, 201);
    })
    .openapi(uploadFile, async (c) => {
      const { id, name } = c.req.valid('param');
      return c.json(await experiments.upload(requireLearner(c).learnerId, id, { name, body: c.req.raw.body }), 200);
    })
    .openapi(startExperiment, async (c) =>
      c.json(await experiments.start(requireLearner(c).learnerId, c.req.valid('param').id), 200),
    )
    .openapi(cancelExperiment, async (c) =>
      c.json(await experiments.cancel(requireLearner(c).learnerId, c.req.valid('param').id), 200),
    )
    .openapi(readExperiment, async (c) =>
      c.json(await experiments.find(requireLearner(c).learnerId, c.req.valid('param').id), 200),
    )
    .openapi(readLatest, async (c) => {
      const { slug } = c.req.valid('param');
      return c.json({ experiments: await experiments.latest(c.get('learner')?.learnerId, slug) }, 200);
    });
}
