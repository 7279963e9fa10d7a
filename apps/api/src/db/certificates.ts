/**
 * Tables `certificate` and `certificate_number`: what was issued, and to whom while it holds. Removing the row of
 * `certificate`, with its learner or by itself, is what revokes; the number stays.
 */
import { and, asc, desc, eq, isNull } from 'drizzle-orm';
import type { Database } from './database.ts';
import { type JsonValue, toJson } from './json-value.ts';
import { certificate, certificateNumber } from './tables.ts';

export type CertificateRow = typeof certificate.$inferSelect;

export async function insertCertificate(tx: Database, row: CertificateRow): Promise<void> {
  await tx.insert(certificateNumber).values({ id: row.id, issuedAt: row.issuedAt });
  await tx.insert(certificate).values(row);
}

/** Returns the number as it was issued, with its certificate while that holds. */
export async function findCertificate(
  db: Database,
  id: string,
): Promise<{ issuedAt: Date; certificate: CertificateRow | null } | undefined> {
  const rows = await db
    .select({ issuedAt: certificateNumber.issuedAt, certificate })
    .from(certificateNumber)
    .leftJoin(certificate, eq(certificate.id, certificateNumber.id))
    .where(eq(certificateNumber.id, id));
  return rows[0];
}

/** Returns a learner's certificates, newest first. */
export async function listCertificates(db: Database, learnerId: string): Promise<CertificateRow[]> {
  return db
    .select()
    .from(certificate)
    .where(eq(certificate.learnerId, learnerId))
    .orderBy(desc(certificate.issuedAt), desc(certificate.id));
}

/** Returns the numbers that no longer hold, oldest first. */
export async function listRevokedNumbers(db: Database): Promise<string[]> {
  const rows = await db
    .select({ id: certificateNumber.id })
    .from(certificateNumber)
    .leftJoin(certificate, eq(certificate.id, certificateNumber.id))
    .where(isNull(certificate.id))
    .orderBy(asc(certificateNumber.issuedAt), asc(certificateNumber.id));
  return rows.map(({ id }) => id);
}

/** Revokes one certificate of this learner. Returns whether there was one. */
export async function removeCertificate(tx: Database, learnerId: string, id: string): Promise<boolean> {
  const removed = await tx
    .delete(certificate)
    .where(and(eq(certificate.id, id), eq(certificate.learnerId, learnerId)))
    .returning({ id: certificate.id });
  return removed.length === 1;
}

/** Certificates go on being verified: both learners' ones hold afterwards. */
export async function moveCertificates(tx: Database, from: string, to: string): Promise<void> {
  await tx.update(certificate).set({ learnerId: to }).where(eq(certificate.learnerId, from));
}

export async function exportCertificates(db: Database, learnerId: string): Promise<JsonValue> {
  const rows = await listCertificates(db, learnerId);
  return toJson(rows.map(({ id, name, facts, token, issuedAt }) => ({ id, name, facts, token, issuedAt })));
}
