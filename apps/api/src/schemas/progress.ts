/** How far a learner is: per lesson and for the whole course. */
import { z } from '@hono/zod-openapi';
import { placeSchema } from './place.ts';

const count = z.int().min(0);

const lessonProgressSchema = z
  .object({
    slug: z.string(),
    state: z.enum(['new', 'started', 'done']),
    questionsTotal: count,
    questionsAnswered: count,
    questionsRight: count,
    score: z.number().min(0),
    maxScore: z.number().min(0),
    labsDone: z.array(z.string()),
  })
  .openapi('LessonProgress');

export const progressSchema = z
  .object({
    lessons: z.array(lessonProgressSchema),
    place: placeSchema.nullable().openapi({ description: 'Where the learner read last, on any device.' }),
    course: z.object({
      lessonsDone: count,
      lessonsTotal: count,
      score: z.number().min(0),
      maxScore: z.number().min(0),
    }),
  })
  .openapi('Progress');

export type LessonProgress = z.infer<typeof lessonProgressSchema>;
export type Progress = z.infer<typeof progressSchema>;
