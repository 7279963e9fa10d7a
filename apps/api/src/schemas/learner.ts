/** The learner behind the cookie. */
import { z } from '@hono/zod-openapi';
import { ROLES } from '../roles.ts';

export const learnerSchema = z
  .object({ learnerId: z.uuid(), createdAt: z.iso.datetime(), anonymous: z.boolean(), role: z.enum(ROLES) })
  .openapi('Learner');

export type LearnerView = z.infer<typeof learnerSchema>;
