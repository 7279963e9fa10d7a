/**
 * Somebody proved who they are: ties their account to a learner and this browser to both. The learner of the account is
 * the one that stays; what this browser did anonymously is moved to it. The first sign-in makes the browser's own
 * learner the account's, so that nothing moves at all.
 */
import { randomUUID } from 'node:crypto';
import type { AuthSession } from '../../auth/auth.ts';
import { insertAudit } from '../../db/audit.ts';
import { type AuthUserRow, findAuthUserLocked } from '../../db/auth-users.ts';
import type { Database } from '../../db/database.ts';
import {
  findLearnerLocked,
  findLearnerOfAccount,
  insertLearner,
  type LearnerRow,
  updateLearner,
} from '../../db/learners.ts';
import {
  deleteAuthSession,
  findSession,
  followSignIn,
  insertSession,
  retireAnonymousSessions,
  type SessionRow,
} from '../../db/sessions.ts';
import { ApiError } from '../../errors.ts';
import { mergeLearners } from '../merge/merge-learners.ts';
import { hashToken, makeToken, retiredExpiry, sessionExpiry } from '../session-token.ts';

export interface LinkOptions {
  signIn: AuthSession;
  /** The browser's token until now. */
  token: string | undefined;
  userAgent: string | undefined;
  adminEmail: string | undefined;
  now: Date;
}

/** Returns the token that this browser gets instead of its old one: a token from before must not open an account. */
export async function linkAccount(tx: Database, options: LinkOptions): Promise<{ token: string; learnerId: string }> {
  const { signIn, now } = options;
  const user = await findAuthUserLocked(tx, signIn.userId);
  if (user === undefined) throw new ApiError(401, 'account-missing', 'This account was deleted. Sign in again.');
  const found = options.token === undefined ? undefined : await findSession(tx, hashToken(options.token), now);
  const browser = found?.session.retiredAt === null ? found.session : undefined;
  const learner = await settleLearner(tx, user, browser, now);
  await grantFirstAdmin(tx, learner, user, options);
  await endEarlierSignIn(tx, browser, learner, signIn);
  await retireAnonymousSessions(tx, learner.id, {
    authSessionId: signIn.sessionId,
    retiredAt: now,
    expiresAt: retiredExpiry(now),
  });
  const token = makeToken();
  await insertSession(tx, {
    id: randomUUID(),
    learnerId: learner.id,
    tokenHash: hashToken(token),
    createdAt: now,
    lastSeenAt: now,
    expiresAt: sessionExpiry(now),
    authSessionId: signIn.sessionId,
    authenticatedAt: now,
    userAgent: options.userAgent ?? null,
  });
  await insertAudit(tx, { at: now, learnerId: learner.id, action: 'account.signed-in', subject: learner.id });
  return { token, learnerId: learner.id };
}

async function settleLearner(
  tx: Database,
  user: AuthUserRow,
  browser: SessionRow | undefined,
  now: Date,
): Promise<LearnerRow> {
  const known = await findLearnerOfAccount(tx, user.id);
  if (known === undefined) return adoptLearner(tx, user, browser, now);
  if (browser === undefined || browser.learnerId === known.id) return known;
  const here = await findLearnerLockedIn(tx, browser, known.id);
  // What was done in somebody else's account stays theirs.
  if (here?.accountId === null) await mergeLearners(tx, here.id, known.id, now);
  return known;
}

/** Holds both learners in the order that `mergeLearners` does. */
async function findLearnerLockedIn(tx: Database, browser: SessionRow, other: string): Promise<LearnerRow | undefined> {
  const rows = new Map<string, LearnerRow | undefined>();
  for (const id of [browser.learnerId, other].sort()) rows.set(id, await findLearnerLocked(tx, id));
  return rows.get(browser.learnerId);
}

async function adoptLearner(
  tx: Database,
  user: AuthUserRow,
  browser: SessionRow | undefined,
  now: Date,
): Promise<LearnerRow> {
  const here = browser === undefined ? undefined : await findLearnerLocked(tx, browser.learnerId);
  const isFree = here?.accountId === null;
  const learner: LearnerRow = isFree
    ? { ...here, accountId: user.id }
    : { id: randomUUID(), createdAt: now, role: 'learner', accountId: user.id };
  if (isFree) await updateLearner(tx, learner.id, { accountId: user.id });
  else await insertLearner(tx, learner);
  await insertAudit(tx, { at: now, learnerId: learner.id, action: 'account.created', subject: learner.id });
  return learner;
}

/** Only an address that was proved counts. */
async function grantFirstAdmin(
  tx: Database,
  learner: LearnerRow,
  user: AuthUserRow,
  { adminEmail, now }: LinkOptions,
): Promise<void> {
  if (adminEmail === undefined || user.email !== adminEmail || !user.emailVerified || learner.role === 'admin') return;
  await updateLearner(tx, learner.id, { role: 'admin' });
  await insertAudit(tx, {
    at: now,
    learnerId: learner.id,
    action: 'role.changed',
    subject: learner.id,
    detail: { from: learner.role, to: 'admin', by: 'ADMIN_EMAIL' },
  });
}

/** What this browser was signed in by before ends. */
async function endEarlierSignIn(
  tx: Database,
  browser: SessionRow | undefined,
  learner: LearnerRow,
  signIn: AuthSession,
): Promise<void> {
  const earlier = browser?.authSessionId ?? signIn.sessionId;
  if (earlier === signIn.sessionId) return;
  // Who signs in again, to confirm something, keeps what is still under way from before the first time.
  if (browser?.learnerId === learner.id) await followSignIn(tx, earlier, signIn.sessionId);
  await deleteAuthSession(tx, earlier);
}
