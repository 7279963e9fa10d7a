/** Where a learner reads: a lesson and its section, with the time of the device. */
import { z } from '@hono/zod-openapi';
import { nameSchema } from './common.ts';

export const placeSchema = z
  .object({
    lesson: nameSchema,
    section: nameSchema.nullable().openapi({ description: 'The anchor within the lesson; null at its beginning.' }),
    at: z.iso.datetime({ offset: true }).openapi({ description: 'When it was read, by the clock of the device.' }),
  })
  .openapi('Place');

export const placeStoredSchema = z
  .object({ stored: z.boolean().openapi({ description: 'False for a browser without a learner.' }) })
  .openapi('PlaceStored');

export type Place = z.infer<typeof placeSchema>;
