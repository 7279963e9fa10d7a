/** What is due for review. */
import type { PublicQuestion } from '@glassbox/quiz';
import { z } from '@hono/zod-openapi';
import { localTextSchema } from './common.ts';

/** A question of any kind as a lesson page has it; its form is the kind's own. */
const publicQuestionSchema = z
  .looseObject({ id: z.string(), kind: z.string(), version: z.string() })
  .openapi('PublicQuestion') as unknown as z.ZodType<PublicQuestion, PublicQuestion>;

const reviewCardSchema = z
  .object({
    lesson: z.string(),
    objective: z.string(),
    due: z.iso.datetime().openapi({ description: 'Due when this is past, by whatever clock the device has.' }),
    reps: z.int().min(1).openapi({ description: 'How often it was asked so far, the first miss included.' }),
    question: publicQuestionSchema,
    tries: z.int().min(0).openapi({ description: 'Graded tries at this question so far: what the next one is worth.' }),
    hints: z.array(localTextSchema).openapi({ description: 'The hints that were taken already.' }),
  })
  .openapi('ReviewCard');

export const reviewSchema = z
  .object({
    at: z.iso.datetime().openapi({ description: "The server's clock." }),
    cards: z.array(reviewCardSchema).openapi({
      description: 'Due now or within seven days, the one due first first, so that a device can take them along.',
    }),
    later: z.int().min(0).openapi({ description: 'How many more are due after that.' }),
  })
  .openapi('Review');

export type ReviewCard = z.infer<typeof reviewCardSchema>;
export type Review = z.infer<typeof reviewSchema>;
