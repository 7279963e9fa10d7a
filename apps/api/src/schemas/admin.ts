/** Who has which role, for administrators. */
import { z } from '@hono/zod-openapi';
import { ROLES } from '../roles.ts';

const personSchema = z
  .object({ learnerId: z.uuid(), email: z.string(), name: z.string(), role: z.enum(ROLES) })
  .openapi('Person');

export const peopleSchema = z
  .object({
    people: z.array(personSchema),
    more: z.boolean().openapi({ description: 'There are more than are shown.' }),
  })
  .openapi('People');

export const roleChangeSchema = z.object({ learnerId: z.uuid(), role: z.enum(ROLES) }).openapi('RoleChange');

export const sessionsEndSchema = z.object({ learnerId: z.uuid() }).openapi('SessionsEnd');

export const sessionsEndedSchema = z.object({ ended: z.int().min(0) }).openapi('SessionsEnded');

export type Person = z.infer<typeof personSchema>;
