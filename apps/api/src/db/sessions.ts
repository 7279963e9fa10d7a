/** Table `session`: which token opens which learner. */
import { and, eq, gt } from 'drizzle-orm';
import type { Database } from './database.ts';
import { type JsonValue, toJson } from './json-value.ts';
import type { LearnerRow } from './learners.ts';
import { learner, session } from './tables.ts';

export type SessionRow = typeof session.$inferSelect;

export async function insertSession(db: Database, row: SessionRow): Promise<void> {
  await db.insert(session).values(row);
}

/** Returns the session and its learner while it lasts. */
export async function findSession(
  db: Database,
  tokenHash: string,
  now: Date,
): Promise<{ session: SessionRow; learner: LearnerRow } | undefined> {
  const rows = await db
    .select({ session, learner })
    .from(session)
    .innerJoin(learner, eq(session.learnerId, learner.id))
    .where(and(eq(session.tokenHash, tokenHash), gt(session.expiresAt, now)));
  return rows[0];
}

/** Notes a visit and lets the session last longer. */
export async function renewSession(db: Database, id: string, lastSeenAt: Date, expiresAt: Date): Promise<void> {
  await db.update(session).set({ lastSeenAt, expiresAt }).where(eq(session.id, id));
}

/** The browsers of one learner become another's. */
export async function moveSessions(tx: Database, from: string, to: string): Promise<void> {
  await tx.update(session).set({ learnerId: to }).where(eq(session.learnerId, from));
}

export async function exportSessions(db: Database, learnerId: string): Promise<JsonValue> {
  const { createdAt, lastSeenAt, expiresAt } = session;
  return toJson(
    await db
      .select({ createdAt, lastSeenAt, expiresAt })
      .from(session)
      .where(eq(session.learnerId, learnerId))
      .orderBy(createdAt),
  );
}
