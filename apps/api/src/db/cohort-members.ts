/** Table `cohort_member`: who learns in which cohort. */
import { and, eq } from 'drizzle-orm';
import type { Database } from './database.ts';
import { type JsonValue, toJson } from './json-value.ts';
import { cohort, cohortMember } from './tables.ts';

/** Moves one learner's places to another; a cohort that both are in keeps the place taken first. */
export async function moveCohortMembers(tx: Database, from: string, to: string): Promise<void> {
  const places = await tx.delete(cohortMember).where(eq(cohortMember.learnerId, from)).returning();
  for (const { cohortId, joinedAt } of places) {
    await tx.insert(cohortMember).values({ cohortId, learnerId: to, joinedAt }).onConflictDoNothing();
  }
}

/** Returns the cohorts a learner is in, the one joined first first. */
export async function listCohortsOf(db: Database, learnerId: string) {
  return db
    .select({ cohortId: cohort.id, name: cohort.name, joinedAt: cohortMember.joinedAt, archivedAt: cohort.archivedAt })
    .from(cohortMember)
    .innerJoin(cohort, eq(cohort.id, cohortMember.cohortId))
    .where(eq(cohortMember.learnerId, learnerId))
    .orderBy(cohortMember.joinedAt);
}

export async function exportCohortMembers(db: Database, learnerId: string): Promise<JsonValue> {
  const cohorts = await listCohortsOf(db, learnerId);
  return toJson(cohorts.map(({ name, joinedAt }) => ({ cohort: name, joinedAt })));
}

/** Returns whether the learner was not in it before. */
export async function insertCohortMember(tx: Database, row: typeof cohortMember.$inferInsert): Promise<boolean> {
  return (await tx.insert(cohortMember).values(row).onConflictDoNothing().returning()).length === 1;
}

export async function isCohortMember(db: Database, cohortId: string, learnerId: string): Promise<boolean> {
  return (await db.$count(cohortMember, memberOf(cohortId, learnerId))) === 1;
}

/** Returns whether the learner was in it. */
export async function deleteCohortMember(tx: Database, cohortId: string, learnerId: string): Promise<boolean> {
  return (await tx.delete(cohortMember).where(memberOf(cohortId, learnerId)).returning()).length === 1;
}

function memberOf(cohortId: string, learnerId: string) {
  return and(eq(cohortMember.cohortId, cohortId), eq(cohortMember.learnerId, learnerId));
}
