/** How well a learner has mastered each objective. */
import { z } from '@hono/zod-openapi';

const share = z.number().min(0).max(1);

const objectiveMasterySchema = z
  .object({
    lesson: z.string(),
    objective: z
      .string()
      .openapi({ description: 'Unique in its lesson; "lesson" gathers the questions that name no objective.' }),
    questions: z.int().min(1),
    answers: z.int().min(0).openapi({ description: 'How many answers the estimate rests on, at most ten.' }),
    estimate: share.openapi({ description: 'Expected share that will be right: the mean of a Beta distribution.' }),
    spread: share.openapi({ description: 'One standard deviation of it.' }),
    level: z.enum(['unknown', 'shaky', 'growing', 'solid']),
  })
  .openapi('ObjectiveMastery');

export const masterySchema = z.object({ objectives: z.array(objectiveMasterySchema) }).openapi('Mastery');

export type ObjectiveMastery = z.infer<typeof objectiveMasterySchema>;
export type Mastery = z.infer<typeof masterySchema>;
