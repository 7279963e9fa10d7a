/** Things a learner did that are not answers: a finished lab, a prediction made before one. */
import { z } from '@hono/zod-openapi';
import { idempotencyKeySchema, nameSchema } from './common.ts';

export const activityRequestSchema = z
  .object({
    idempotencyKey: idempotencyKeySchema,
    lesson: nameSchema,
    activity: z.enum(['lab-finished', 'prediction']),
    lab: nameSchema,
    data: z
      .record(z.string(), z.json())
      .optional()
      .openapi({ type: 'object', description: 'What the lab wants to remember: settings, numbers, a prediction.' }),
  })
  .openapi('ActivityRequest');

export const activityResultSchema = z
  .object({
    activityId: z.uuid(),
    labsDone: z.array(z.string()).openapi({ description: 'Finished labs of the lesson.' }),
  })
  .openapi('ActivityResult');

export type ActivityRequest = z.infer<typeof activityRequestSchema>;
export type ActivityResult = z.infer<typeof activityResultSchema>;
