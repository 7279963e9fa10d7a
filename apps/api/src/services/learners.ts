/** Anonymous learners: a random token opens one, and only the token's SHA-256 is stored. */
import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { insertAudit } from '../db/audit.ts';
import { insertLearner, type LearnerRow } from '../db/learners.ts';
import { findSession, insertSession, renewSession, type SessionRow } from '../db/sessions.ts';
import type { LearnerView } from '../schemas/learner.ts';
import type { ServiceContext } from './service-context.ts';
import type { Services } from './services.ts';

/** Browsers keep no cookie longer than 400 days; every visit renews session and cookie. */
export const SESSION_DAYS = 400;
const DAY_MS = 86_400_000;
const TOKEN_BYTES = 32;

export function learnerService({ db, now }: ServiceContext): Services['learners'] {
  return {
    async find(token) {
      const found = await findSession(db, hashToken(token), now());
      if (found === undefined) return undefined;
      await renewDaily(found.session);
      return view(found.learner);
    },

    async create() {
      const token = randomBytes(TOKEN_BYTES).toString('base64url');
      const createdAt = now();
      const learner: LearnerRow = { id: randomUUID(), createdAt, role: 'learner' };
      await db.transaction(async (tx) => {
        await insertLearner(tx, learner);
        await insertSession(tx, {
          id: randomUUID(),
          learnerId: learner.id,
          tokenHash: hashToken(token),
          createdAt,
          lastSeenAt: createdAt,
          expiresAt: expiry(createdAt),
        });
        await insertAudit(tx, { at: createdAt, learnerId: learner.id, action: 'learner.created', subject: learner.id });
      });
      return { learner: view(learner), token };
    },
  };

  /** One write a day is enough to keep a session alive, and costs a busy server nothing. */
  async function renewDaily(session: SessionRow): Promise<void> {
    const at = now();
    if (at.getTime() - session.lastSeenAt.getTime() < DAY_MS) return;
    await renewSession(db, session.id, at, expiry(at));
  }
}

function expiry(from: Date): Date {
  return new Date(from.getTime() + SESSION_DAYS * DAY_MS);
}

function hashToken(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}

function view(row: LearnerRow): LearnerView {
  return { learnerId: row.id, createdAt: row.createdAt.toISOString(), anonymous: true, role: row.role };
}
