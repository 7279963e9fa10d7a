/** What a learner may ask of us: everything we know about them, and that we forget it. */
import { keepAnonymousAttempts } from '../../db/anonymous-attempts.ts';
import { insertAudit, redactAudit } from '../../db/audit.ts';
import { deleteAuthUser, exportAccount, findAuthUserLocked } from '../../db/auth-users.ts';
import type { Database } from '../../db/database.ts';
import type { JsonValue } from '../../db/json-value.ts';
import { deleteLearner, findLearnerLocked } from '../../db/learners.ts';
import { requireFresh } from '../accounts/accounts.ts';
import { ownLearner } from '../own-learner.ts';
import { type Limit, limitRate } from '../rate-limits.ts';
import type { ServiceContext } from '../service-context.ts';
import { EXPORTERS } from './exporters.ts';

const EXPORTS: Limit = { name: 'export', max: 10, windowMinutes: 60 };

export interface RightsService {
  /** Returns everything that is kept about a learner, readable. Throws `ApiError` 429. */
  export(learnerId: string): Promise<JsonValue>;
  /** Deletes learner and account. Throws `ApiError` 401, or 403 when an account's sign-in is not fresh. */
  delete(token: string): Promise<void>;
}

export function rightsService({ db, now }: ServiceContext): RightsService {
  return {
    async export(learnerId) {
      await limitRate(db, EXPORTS, learnerId, now());
      return db.transaction(async (tx) => {
        await ownLearner(tx, learnerId);
        const tables: Record<string, JsonValue> = {};
        for (const [name, exporter] of Object.entries(EXPORTERS)) tables[name] = await exporter(tx, learnerId);
        await insertAudit(tx, { at: now(), learnerId, action: 'learner.exported', subject: learnerId });
        return {
          about: 'Everything that this Glassbox keeps about you. Times are in UTC.',
          exportedAt: now().toISOString(),
          learnerId,
          account: await exportAccount(tx, learnerId),
          ...tables,
        };
      });
    },

    async delete(token) {
      await db.transaction(async (tx) => {
        const { learnerId, accountId } = await requireFresh(tx, token, now());
        // The same order as signing in: the account first, then the learner.
        const user = accountId === null ? undefined : await findAuthUserLocked(tx, accountId);
        await forgetLearner(tx, learnerId, now());
        if (user !== undefined) await deleteAuthUser(tx, user);
      });
    },
  };
}

/** Deletes a learner with all work; what stays are answers without identity, and that somebody was deleted. */
export async function forgetLearner(tx: Database, learnerId: string, now: Date): Promise<void> {
  if ((await findLearnerLocked(tx, learnerId)) === undefined) return;
  await keepAnonymousAttempts(tx, learnerId);
  await redactAudit(tx, learnerId);
  await deleteLearner(tx, learnerId);
  await insertAudit(tx, { at: now, learnerId: null, action: 'learner.deleted', subject: 'deleted' });
}
