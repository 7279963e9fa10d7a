/** Table `session`: which token opens which learner. */
import { and, countDistinct, desc, eq, gt, gte, isNotNull, isNull, lt, ne } from 'drizzle-orm';
import type { Database } from './database.ts';
import { fixedQuery, value, valuesOf } from './fixed-query.ts';
import { type JsonValue, toJson } from './json-value.ts';
import type { LearnerRow } from './learners.ts';
import { authSession, learner, session } from './tables.ts';

export type SessionRow = typeof session.$inferSelect;

export async function insertSession(db: Database, row: typeof session.$inferInsert): Promise<void> {
  const { authSessionId = null, authenticatedAt = null, userAgent = null, retiredAt = null, ...rest } = row;
  await insertOne(db, { ...rest, authSessionId, authenticatedAt, userAgent, retiredAt });
}

const insertOne = fixedQuery<SessionRow, unknown>((db) => db.insert(session).values(valuesOf(session)));

/** Returns the session and its learner while it lasts. */
export async function findSession(
  db: Database,
  tokenHash: string,
  now: Date,
): Promise<{ session: SessionRow; learner: LearnerRow } | undefined> {
  return (await selectWithLearner(db, { tokenHash, now }))[0];
}

const selectWithLearner = fixedQuery<{ tokenHash: string; now: Date }, { session: SessionRow; learner: LearnerRow }[]>(
  (db) =>
    db
      .select({ session, learner })
      .from(session)
      .innerJoin(learner, eq(session.learnerId, learner.id))
      .where(and(eq(session.tokenHash, value('tokenHash')), gt(session.expiresAt, value('now')))),
);

/** Returns how many learners have come since a moment, to the day: visits are noted once a day. */
export async function countLearnersSeen(db: Database, since: Date): Promise<number> {
  const rows = await db
    .select({ seen: countDistinct(session.learnerId) })
    .from(session)
    .where(gte(session.lastSeenAt, since));
  return rows[0]?.seen ?? 0;
}

/** Notes a visit and lets the session last longer. */
export async function renewSession(
  db: Database,
  { id, authSessionId }: Pick<SessionRow, 'id' | 'authSessionId'>,
  lastSeenAt: Date,
  expiresAt: Date,
): Promise<void> {
  await db.update(session).set({ lastSeenAt, expiresAt }).where(eq(session.id, id));
  if (authSessionId !== null) await db.update(authSession).set({ expiresAt }).where(eq(authSession.id, authSessionId));
}

/**
 * From now on tokens from before the sign-in may only hand in work, until `expiresAt` or until the sign-in ends. That
 * concerns every one of the learner: one that somebody planted or copied must not open the account.
 */
export async function retireAnonymousSessions(
  tx: Database,
  learnerId: string,
  change: { authSessionId: string; retiredAt: Date; expiresAt: Date },
): Promise<void> {
  await tx
    .update(session)
    .set(change)
    .where(and(eq(session.learnerId, learnerId), isNull(session.authSessionId), isNull(session.retiredAt)));
}

/** Returns the browsers that are signed in to a learner's account, the one seen last first. */
export async function listSignedIn(db: Database, learnerId: string, now: Date): Promise<SessionRow[]> {
  return db
    .select()
    .from(session)
    .where(and(eq(session.learnerId, learnerId), isNull(session.retiredAt), gt(session.expiresAt, now)))
    .orderBy(desc(session.lastSeenAt));
}

/**
 * Ends sign-ins of a learner: all, all but that of `exceptId`, or only `onlyId`. What was handed in by a browser stays. Returns
 * how many were ended.
 */
export async function endSessions(
  tx: Database,
  learnerId: string,
  which: 'all' | { exceptId: string } | { onlyId: string },
): Promise<number> {
  const ended = await tx
    .delete(session)
    .where(and(eq(session.learnerId, learnerId), chosenBy(which), isNull(session.retiredAt)))
    .returning({ authSessionId: session.authSessionId });
  for (const { authSessionId } of ended) {
    if (authSessionId !== null) await deleteAuthSession(tx, authSessionId);
  }
  return ended.length;
}

function chosenBy(which: 'all' | { exceptId: string } | { onlyId: string }) {
  if (which === 'all') return undefined;
  return 'onlyId' in which ? eq(session.id, which.onlyId) : ne(session.id, which.exceptId);
}

/** Tokens from before a sign-in depend on another one from now on. */
export async function followSignIn(tx: Database, from: string, to: string): Promise<void> {
  await tx
    .update(session)
    .set({ authSessionId: to })
    .where(and(eq(session.authSessionId, from), isNotNull(session.retiredAt)));
}

/** Ends a sign-in; the browsers that came by it go with it. */
export async function deleteAuthSession(tx: Database, id: string): Promise<void> {
  await tx.delete(authSession).where(eq(authSession.id, id));
}

export async function deleteExpiredSessions(db: Database, now: Date): Promise<void> {
  await db.delete(session).where(lt(session.expiresAt, now));
  await db.delete(authSession).where(lt(authSession.expiresAt, now));
}

/** The browsers of one learner become another's. */
export async function moveSessions(tx: Database, from: string, to: string): Promise<void> {
  await tx.update(session).set({ learnerId: to }).where(eq(session.learnerId, from));
}

export async function exportSessions(db: Database, learnerId: string): Promise<JsonValue> {
  const { createdAt, lastSeenAt, expiresAt, userAgent } = session;
  return toJson(
    await db
      .select({ createdAt, lastSeenAt, expiresAt, userAgent })
      .from(session)
      .where(eq(session.learnerId, learnerId))
      .orderBy(createdAt),
  );
}
