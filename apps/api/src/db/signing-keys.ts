/** Table `signing_key`: the keys of the certificates, private halves included. Nothing but the signer reads those. */
import { desc, eq } from 'drizzle-orm';
import type { Database } from './database.ts';
import { signingKey } from './tables.ts';

export type SigningKeyRow = typeof signingKey.$inferSelect;

export async function insertSigningKey(db: Database, row: SigningKeyRow): Promise<void> {
  await db.insert(signingKey).values(row);
}

/** Returns the key that signs today. */
export async function findNewestSigningKey(db: Database): Promise<SigningKeyRow | undefined> {
  const rows = await db.select().from(signingKey).orderBy(desc(signingKey.createdAt), desc(signingKey.id)).limit(1);
  return rows[0];
}

/** Returns the public halves of all keys that ever signed, newest first. */
export async function listPublicKeys(db: Database): Promise<Pick<SigningKeyRow, 'id' | 'publicJwk'>[]> {
  return db
    .select({ id: signingKey.id, publicJwk: signingKey.publicJwk })
    .from(signingKey)
    .orderBy(desc(signingKey.createdAt), desc(signingKey.id));
}

export async function findPublicKey(db: Database, id: string): Promise<SigningKeyRow['publicJwk'] | undefined> {
  const rows = await db.select({ jwk: signingKey.publicJwk }).from(signingKey).where(eq(signingKey.id, id));
  return rows[0]?.jwk;
}
