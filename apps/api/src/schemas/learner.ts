/** The anonymous learner behind the cookie. */
import { z } from '@hono/zod-openapi';

export const learnerSchema = z
  .object({ learnerId: z.uuid(), createdAt: z.iso.datetime(), anonymous: z.literal(true) })
  .openapi('Learner');

export type LearnerView = z.infer<typeof learnerSchema>;
