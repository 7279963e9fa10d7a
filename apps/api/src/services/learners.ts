/** Anonymous learners: a random token opens one, and only the token's SHA-256 is stored. */
import { randomUUID } from 'node:crypto';
import { insertAudit } from '../db/audit.ts';
import { insertLearner, type LearnerRow } from '../db/learners.ts';
import { findSession, insertSession, renewSession, type SessionRow } from '../db/sessions.ts';
import { together } from '../db/together.ts';
import type { LearnerView } from '../schemas/learner.ts';
import type { ServiceContext } from './service-context.ts';
import type { Services } from './services.ts';
import { DAY_MS, hashToken, makeToken, sessionExpiry } from './session-token.ts';

export function learnerService({ db, now }: ServiceContext): Services['learners'] {
  return {
    async find(token, use = 'everything') {
      const found = await findSession(db, hashToken(token), now());
      if (found === undefined || (found.session.retiredAt !== null && use !== 'handing-in')) return undefined;
      if (found.session.retiredAt === null) await renewDaily(found.session);
      return viewLearner(found.learner);
    },

    async create() {
      const token = makeToken();
      const createdAt = now();
      const learner: LearnerRow = { id: randomUUID(), createdAt, role: 'learner', accountId: null };
      await db.transaction(async (tx) => {
        await together(
          insertLearner(tx, learner),
          insertSession(tx, {
            id: randomUUID(),
            learnerId: learner.id,
            tokenHash: hashToken(token),
            createdAt,
            lastSeenAt: createdAt,
            expiresAt: sessionExpiry(createdAt),
          }),
          insertAudit(tx, { at: createdAt, learnerId: learner.id, action: 'learner.created', subject: learner.id }),
        );
      });
      return { learner: viewLearner(learner), token };
    },
  };

  /** One write a day is enough to keep a session alive, and costs a busy server nothing. */
  async function renewDaily(session: SessionRow): Promise<void> {
    const at = now();
    if (at.getTime() - session.lastSeenAt.getTime() < DAY_MS) return;
    await renewSession(db, session, at, sessionExpiry(at));
  }
}

function viewLearner({ id, createdAt, accountId, role }: LearnerRow): LearnerView {
  return { learnerId: id, createdAt: createdAt.toISOString(), anonymous: accountId === null, role };
}
