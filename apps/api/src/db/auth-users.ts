/** Table `auth_user` and what hangs on it: who can sign in. better-auth writes it; here it is read, held and deleted. */
import { asc, eq, ilike, like, lt, or } from 'drizzle-orm';
import type { Database } from './database.ts';
import { type JsonValue, toJson } from './json-value.ts';
import { authAccount, authPasskey, authUser, authVerification, learner } from './tables.ts';

export type AuthUserRow = typeof authUser.$inferSelect;

/** Returns the user and lets one transaction at a time tie learners to it. */
export async function findAuthUserLocked(tx: Database, id: string): Promise<AuthUserRow | undefined> {
  return (await tx.select().from(authUser).where(eq(authUser.id, id)).for('no key update'))[0];
}

export async function findAuthUser(db: Database, id: string): Promise<AuthUserRow | undefined> {
  return (await db.select().from(authUser).where(eq(authUser.id, id)))[0];
}

export async function listPasskeys(db: Database, userId: string) {
  const { id, name, createdAt } = authPasskey;
  return db.select({ id, name, createdAt }).from(authPasskey).where(eq(authPasskey.userId, userId)).orderBy(createdAt);
}

/** Returns whether this user had such a passkey. */
export async function deletePasskey(tx: Database, userId: string, id: string): Promise<boolean> {
  const mine = (await listPasskeys(tx, userId)).some((row) => row.id === id);
  if (mine) await tx.delete(authPasskey).where(eq(authPasskey.id, id));
  return mine;
}

/** Deletes a user with sign-ins, passkeys, providers and codes under way. */
export async function deleteAuthUser(tx: Database, { id, email }: Pick<AuthUserRow, 'id' | 'email'>): Promise<void> {
  await tx.delete(authVerification).where(like(authVerification.identifier, `%-otp-${escapeLike(email)}`));
  await tx.delete(authUser).where(eq(authUser.id, id));
}

export async function deleteExpiredVerifications(db: Database, now: Date): Promise<void> {
  await db.delete(authVerification).where(lt(authVerification.expiresAt, now));
}

/** Returns accounts whose address or name holds `search`, in the order of addresses. */
export async function listAccounts(db: Database, search: string, limit: number) {
  const pattern = `%${escapeLike(search)}%`;
  return db
    .select({ learnerId: learner.id, email: authUser.email, name: authUser.name, role: learner.role })
    .from(authUser)
    .innerJoin(learner, eq(learner.accountId, authUser.id))
    .where(search === '' ? undefined : or(ilike(authUser.email, pattern), ilike(authUser.name, pattern)))
    .orderBy(asc(authUser.email))
    .limit(limit);
}

/** How this learner signs in; nothing that would let anybody else do it. */
export async function exportAccount(db: Database, learnerId: string): Promise<JsonValue> {
  const rows = await db
    .select({ user: authUser })
    .from(learner)
    .innerJoin(authUser, eq(authUser.id, learner.accountId))
    .where(eq(learner.id, learnerId));
  const user = rows[0]?.user;
  if (user === undefined) return null;
  const { providerId, scope, createdAt } = authAccount;
  return toJson({
    email: user.email,
    name: user.name,
    createdAt: user.createdAt,
    passkeys: (await listPasskeys(db, user.id)).map(({ name, createdAt: at }) => ({ name, createdAt: at })),
    providers: await db
      .select({ providerId, scope, createdAt })
      .from(authAccount)
      .where(eq(authAccount.userId, user.id)),
  });
}

function escapeLike(text: string): string {
  return text.replace(/[\\%_]/g, '\\$&');
}
