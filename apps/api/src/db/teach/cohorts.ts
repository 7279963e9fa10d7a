/** Cohorts as their instructors manage them. */
import { desc, eq, sql } from 'drizzle-orm';
import type { Database } from '../database.ts';
import { cohort, cohortMember } from '../tables.ts';

export type CohortRow = typeof cohort.$inferSelect;

export async function insertCohort(tx: Database, row: CohortRow): Promise<void> {
  await tx.insert(cohort).values(row);
}

export async function findCohort(db: Database, id: string): Promise<CohortRow | undefined> {
  const rows = await db.select().from(cohort).where(eq(cohort.id, id));
  return rows[0];
}

export async function updateCohort(
  tx: Database,
  id: string,
  change: Partial<Pick<CohortRow, 'name' | 'invitationCode' | 'archivedAt'>>,
): Promise<void> {
  await tx.update(cohort).set(change).where(eq(cohort.id, id));
}

/** Returns the cohorts of one instructor, or all, the newest first. */
export async function listCohorts(db: Database, instructorId?: string) {
  return db
    .select({ cohort, members: sql<number>`count(${cohortMember.learnerId})::int` })
    .from(cohort)
    .leftJoin(cohortMember, eq(cohortMember.cohortId, cohort.id))
    .where(instructorId === undefined ? undefined : eq(cohort.createdBy, instructorId))
    .groupBy(cohort.id)
    .orderBy(desc(cohort.createdAt), cohort.id);
}
