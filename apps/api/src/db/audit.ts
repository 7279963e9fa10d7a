/** Table `audit`: written in the same transaction as the change it tells of. */
import { eq } from 'drizzle-orm';
import type { Database } from './database.ts';
import { type JsonValue, toJson } from './json-value.ts';
import { audit } from './tables.ts';

export type AuditEntry = Omit<typeof audit.$inferInsert, 'id'>;

export async function insertAudit(tx: Database, entry: AuditEntry): Promise<void> {
  await tx.insert(audit).values(entry);
}

export async function moveAudit(tx: Database, from: string, to: string): Promise<void> {
  await tx.update(audit).set({ learnerId: to }).where(eq(audit.learnerId, from));
}

export async function exportAudit(db: Database, learnerId: string): Promise<JsonValue> {
  const { at, action, detail } = audit;
  return toJson(
    await db.select({ at, action, detail }).from(audit).where(eq(audit.learnerId, learnerId)).orderBy(at, audit.id),
  );
}
