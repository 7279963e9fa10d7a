/** Who may see whose work: instructors the learners of their own cohorts, administrators everyone. */
import type { Database } from '../../db/database.ts';
import { type CohortRow, findCohort } from '../../db/teach/cohorts.ts';
import type { Scope } from '../../db/teach/scope.ts';
import { ApiError } from '../../errors.ts';
import { hasRole, type Role } from '../../roles.ts';

export interface Instructor {
  learnerId: string;
  role: Role;
}

/** Returns the cohort. Throws `ApiError` 404 for one that is not there, or not this instructor's: both look the same. */
export async function getCohort(db: Database, instructor: Instructor, cohortId: string): Promise<CohortRow> {
  const found = await findCohort(db, cohortId);
  if (found !== undefined && (found.createdBy === instructor.learnerId || isAdmin(instructor))) return found;
  throw new ApiError(404, 'cohort-unknown', 'You have no such cohort.');
}

/** Returns whose work is asked for: one cohort's, or all this instructor may see. */
export async function getScope(db: Database, instructor: Instructor, cohortId: string | undefined): Promise<Scope> {
  if (cohortId === undefined) return broadestScope(instructor);
  return { kind: 'cohort', cohortId: (await getCohort(db, instructor, cohortId)).id };
}

export function broadestScope(instructor: Instructor): Scope {
  return isAdmin(instructor) ? { kind: 'everyone' } : { kind: 'own', instructorId: instructor.learnerId };
}

export function isAdmin({ role }: Instructor): boolean {
  return hasRole(role, 'admin');
}
