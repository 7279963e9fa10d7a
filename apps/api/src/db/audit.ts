/** Table `audit`: written in the same transaction as the change it tells of. */
import { eq, lt, or } from 'drizzle-orm';
import type { Database } from './database.ts';
import { fixedQuery, value } from './fixed-query.ts';
import { type JsonValue, toJson } from './json-value.ts';
import { audit } from './tables.ts';

export type AuditEntry = Omit<typeof audit.$inferInsert, 'id'>;

export async function insertAudit(tx: Database, entry: AuditEntry): Promise<void> {
  const { at, learnerId = null, action, subject, detail = null } = entry;
  await insertOne(tx, { at, learnerId, action, subject, detail });
}

const insertOne = fixedQuery<Required<AuditEntry>, unknown>((db) =>
  db.insert(audit).values({
    at: value('at'),
    learnerId: value('learnerId'),
    action: value('action'),
    subject: value('subject'),
    detail: value('detail'),
  }),
);

export async function moveAudit(tx: Database, from: string, to: string): Promise<void> {
  await tx.update(audit).set({ learnerId: to }).where(eq(audit.learnerId, from));
}

export async function exportAudit(db: Database, learnerId: string): Promise<JsonValue> {
  const { at, action, detail } = audit;
  return toJson(
    await db.select({ at, action, detail }).from(audit).where(eq(audit.learnerId, learnerId)).orderBy(at, audit.id),
  );
}

/** Takes the identity out of what was noted about a learner who is about to be deleted; that something happened stays. */
export async function redactAudit(tx: Database, learnerId: string): Promise<void> {
  await tx
    .update(audit)
    .set({ learnerId: null, subject: 'deleted', detail: null })
    .where(or(eq(audit.learnerId, learnerId), eq(audit.subject, learnerId)));
}

export async function deleteAuditBefore(db: Database, before: Date): Promise<void> {
  await db.delete(audit).where(lt(audit.at, before));
}
