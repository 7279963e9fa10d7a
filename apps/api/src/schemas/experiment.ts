/** An experiment on its way in, and where it is: queue, progress, result with its numbers, or the reason there is none. */
import { EVALUATORS } from '@glassbox/quiz';
import { z } from '@hono/zod-openapi';
import { attemptResultSchema } from './attempt.ts';
import { idempotencyKeySchema, localTextSchema, nameSchema } from './common.ts';

/** A file's name is one of these and so never a path. */
const FILE_NAMES = [...new Set(Object.values(EVALUATORS).flatMap(({ files }) => Object.keys(files)))] as [
  string,
  ...string[],
];

export const fileNameSchema = z.enum(FILE_NAMES).openapi('ExperimentFileName');
export const experimentIdSchema = z.uuid();

export const experimentRequestSchema = z
  .object({
    idempotencyKey: idempotencyKeySchema,
    lesson: nameSchema,
    questionId: nameSchema,
    questionVersion: z.string().min(1).max(200),
    files: z
      .array(
        z.object({
          name: fileNameSchema,
          sizeBytes: z
            .int()
            .min(1)
            .max(2 ** 30),
        }),
      )
      .max(FILE_NAMES.length)
      .optional()
      .openapi({ description: 'What will be uploaded. Left out where settings are handed in.' }),
    settings: z.unknown().optional().openapi({ description: 'JSON that is handed in instead of files.' }),
  })
  .openapi('ExperimentRequest');

const workerStateSchema = z.enum(['ready', 'absent']).openapi({
  description: '"absent": no process evaluates at present; what is handed in waits until one does.',
});

export const experimentSchema = z
  .object({
    id: experimentIdSchema,
    lesson: z.string(),
    questionId: z.string(),
    questionVersion: z.string(),
    state: z.enum(['uploading', 'queued', 'running', 'graded', 'refused', 'failed', 'cancelled']),
    missing: z.array(z.string()).openapi({ description: 'Files that have not arrived yet.' }),
    ahead: z.int().min(0).openapi({ description: 'How many experiments come before this one.' }),
    workers: workerStateSchema,
    progress: z.number().min(0).max(1),
    reason: z
      .object({ code: z.string(), text: localTextSchema })
      .optional()
      .openapi({ description: 'Why there is no result. A refused or failed experiment costs nothing.' }),
    metrics: z.record(z.string(), z.number()).optional().openapi({ description: 'What was measured.' }),
    result: attemptResultSchema.optional(),
    createdAt: z.iso.datetime(),
    finishedAt: z.iso.datetime().optional(),
  })
  .openapi('Experiment');

export const lessonExperimentsSchema = z
  .object({ experiments: z.array(experimentSchema) })
  .openapi('LessonExperiments', { description: 'The latest experiment per question.' });

export type ExperimentRequest = z.infer<typeof experimentRequestSchema>;
export type ExperimentView = z.infer<typeof experimentSchema>;
