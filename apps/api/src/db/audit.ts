/** Table `audit`: written in the same transaction as the change it tells of. */
import type { Database } from './database.ts';
import { audit } from './tables.ts';

export type AuditEntry = Omit<typeof audit.$inferInsert, 'id'>;

export async function insertAudit(tx: Database, entry: AuditEntry): Promise<void> {
  await tx.insert(audit).values(entry);
}
