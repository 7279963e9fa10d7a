/** Cohorts as a learner sees them. */
import { z } from '@hono/zod-openapi';

export const invitationCodeSchema = z
  .string()
  .min(1)
  .max(40)
  .openapi({ description: 'In any case, with or without hyphens and spaces.', example: 'K7QM-3XTP' });

export const invitationSchema = z
  .object({ name: z.string(), isMember: z.boolean() })
  .openapi('Invitation', { description: 'The cohort that a code leads to.' });

const ownCohortSchema = z
  .object({ cohortId: z.uuid(), name: z.string(), joinedAt: z.iso.datetime(), archived: z.boolean() })
  .openapi('OwnCohort');

export const ownCohortsSchema = z.object({ cohorts: z.array(ownCohortSchema) }).openapi('OwnCohorts');

export type Invitation = z.infer<typeof invitationSchema>;
export type OwnCohort = z.infer<typeof ownCohortSchema>;
