/** Accounts as routes see them: the learner of a browser, its devices, and the link between the two and a sign-in. */
import type { AuthSession } from '../../auth/auth.ts';
import { countActivities } from '../../db/activities.ts';
import { countAttempts } from '../../db/attempts.ts';
import { insertAudit } from '../../db/audit.ts';
import { deletePasskey, findAuthUser, listPasskeys } from '../../db/auth-users.ts';
import { findLearner } from '../../db/learners.ts';
import { endSessions, findSession, listSignedIn, type SessionRow } from '../../db/sessions.ts';
import { ApiError } from '../../errors.ts';
import type { AccountView, DevicesView } from '../../schemas/account.ts';
import { ownLearner } from '../own-learner.ts';
import type { ServiceContext } from '../service-context.ts';
import { hashToken } from '../session-token.ts';
import { linkAccount } from './link-account.ts';

const MINUTE_MS = 60_000;
/** So long ago a sign-in may be for what can't be taken back, deleting everything, and for changing how one signs in. */
const FRESH_MINUTES = 15;

export interface AccountService {
  /** Ties a sign-in to a learner and returns the token the browser gets from now on. */
  link(signIn: AuthSession, browser: { token: string | undefined; userAgent: string | undefined }): Promise<string>;
  /** Returns the account of a browser; an unknown browser has none and has done nothing. */
  of(token: string | undefined): Promise<Pick<AccountView, 'account' | 'work'>>;
  /** Returns the browsers signed in to this one's account. Throws `ApiError` 401 for an anonymous one. */
  devices(token: string | undefined): Promise<DevicesView['devices']>;
  /** Ends one sign-in, or all but this browser's. Throws `ApiError` 401. */
  endDevices(token: string | undefined, which: { id: string } | 'others'): Promise<number>;
  /** Ends this browser's sign-in, whatever better-auth's cookie says; without one nothing happens. */
  signOut(token: string | undefined): Promise<void>;
  /** Throws `ApiError` 401 for an anonymous browser, 403 when its sign-in is too long ago, 404 for a passkey that isn't this account's. */
  removePasskey(token: string | undefined, id: string): Promise<void>;
  /** Throws `ApiError` 401 unless the browser is signed in to this very account. */
  requireAccount(token: string | undefined, userId: string | undefined): Promise<void>;
}

export function accountService({ db, now }: ServiceContext, adminEmail: string | undefined): AccountService {
  return {
    async link(signIn, browser) {
      const linked = await db.transaction((tx) => linkAccount(tx, { signIn, ...browser, adminEmail, now: now() }));
      return linked.token;
    },

    async of(token) {
      const found = await findBrowser(token);
      if (found === undefined) return { account: null, work: { answers: 0, activities: 0 } };
      const { session, learner } = found;
      const work = {
        answers: await countAttempts(db, learner.id),
        activities: await countActivities(db, learner.id),
      };
      const user = learner.accountId === null ? undefined : await findAuthUser(db, learner.accountId);
      if (user === undefined) return { account: null, work };
      const passkeys = (await listPasskeys(db, user.id)).map(({ createdAt, ...passkey }) => ({
        ...passkey,
        createdAt: createdAt?.toISOString() ?? null,
      }));
      return { account: { email: user.email, role: learner.role, isFresh: isFresh(session, now()), passkeys }, work };
    },

    async devices(token) {
      const { session, learner } = await requireSignedIn(token);
      const sessions = await listSignedIn(db, learner.id, now());
      return sessions.map(({ id, userAgent, createdAt, lastSeenAt }) => ({
        id,
        userAgent,
        signedInAt: createdAt.toISOString(),
        lastSeenAt: lastSeenAt.toISOString(),
        isThis: id === session.id,
      }));
    },

    async endDevices(token, which) {
      const { session, learner } = await requireSignedIn(token);
      return db.transaction(async (tx) => {
        await ownLearner(tx, learner.id);
        const chosen = which === 'others' ? { exceptId: session.id } : { onlyId: which.id };
        const ended = await endSessions(tx, learner.id, chosen);
        const subject = which === 'others' ? 'others' : which.id;
        await insertAudit(tx, { at: now(), learnerId: learner.id, action: 'account.signed-out', subject });
        return ended;
      });
    },

    async signOut(token) {
      const found = await findBrowser(token);
      if (found === undefined || found.session.authSessionId === null) return;
      const { session, learner } = found;
      await db.transaction(async (tx) => {
        await endSessions(tx, learner.id, { onlyId: session.id });
        await insertAudit(tx, { at: now(), learnerId: learner.id, action: 'account.signed-out', subject: session.id });
      });
    },

    async removePasskey(token, id) {
      const { session, learner } = await requireSignedIn(token);
      if (!isFresh(session, now())) throw signInAgain();
      const removed = await db.transaction(async (tx) => {
        const mine = learner.accountId !== null && (await deletePasskey(tx, learner.accountId, id));
        if (mine) await insertAudit(tx, { at: now(), learnerId: learner.id, action: 'passkey.removed', subject: id });
        return mine;
      });
      if (!removed) throw new ApiError(404, 'passkey-unknown', 'This account has no such passkey.');
    },

    async requireAccount(token, userId) {
      const { learner } = await requireSignedIn(token);
      if (learner.accountId !== userId) throw signedOut();
    },
  };

  async function findBrowser(token: string | undefined) {
    const found = token === undefined ? undefined : await findSession(db, hashToken(token), now());
    return found?.session.retiredAt === null ? found : undefined;
  }

  async function requireSignedIn(token: string | undefined) {
    const found = await findBrowser(token);
    if (found === undefined || found.learner.accountId === null) throw signedOut();
    return found;
  }
}

function isFresh({ authenticatedAt }: SessionRow, now: Date): boolean {
  return authenticatedAt !== null && now.getTime() - authenticatedAt.getTime() < FRESH_MINUTES * MINUTE_MS;
}

function signInAgain(): ApiError {
  return new ApiError(
    403,
    'sign-in-again',
    `This needs a sign-in that is less than ${FRESH_MINUTES} min old. Sign in again, then send it again.`,
  );
}

function signedOut(): ApiError {
  return new ApiError(401, 'signed-out', 'Nobody is signed in here. Sign in, then send it again.');
}

/** Whether this browser may do what can't be taken back. Anonymous learners have nothing to sign in with. */
export async function requireFresh(
  db: ServiceContext['db'],
  token: string,
  now: Date,
): Promise<{ learnerId: string; accountId: string | null }> {
  const found = await findSession(db, hashToken(token), now);
  const learner = found?.session.retiredAt === null ? await findLearner(db, found.learner.id) : undefined;
  if (found === undefined || learner === undefined) throw signedOut();
  if (learner.accountId !== null && !isFresh(found.session, now)) {
    throw signInAgain();
  }
  return { learnerId: learner.id, accountId: learner.accountId };
}
