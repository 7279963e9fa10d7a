/** Roles: administrators give and take them, with a row in the audit each time. */
import { insertAudit } from '../../db/audit.ts';
import { listAccounts } from '../../db/auth-users.ts';
import { findLearnerLocked, updateLearner } from '../../db/learners.ts';
import { ApiError } from '../../errors.ts';
import type { Role } from '../../roles.ts';
import type { Person } from '../../schemas/admin.ts';
import type { ServiceContext } from '../service-context.ts';

const PAGE = 50;

export interface PeopleService {
  /** Returns the accounts whose address or name holds `search`, at most 50. */
  find(search: string): Promise<{ people: Person[]; more: boolean }>;
  /** Throws `ApiError` 404 for nobody, 409 for an anonymous learner or one's own role. */
  setRole(by: string, learnerId: string, role: Role): Promise<void>;
}

export function peopleService({ db, now }: ServiceContext): PeopleService {
  return {
    async find(search) {
      const found = await listAccounts(db, search.trim(), PAGE + 1);
      return { people: found.slice(0, PAGE), more: found.length > PAGE };
    },

    async setRole(by, learnerId, role) {
      // One who gives up the last admin role could not take it back.
      if (by === learnerId) throw new ApiError(409, 'own-role', 'Your own role is changed by another administrator.');
      await db.transaction(async (tx) => {
        const learner = await findLearnerLocked(tx, learnerId);
        if (learner === undefined) throw new ApiError(404, 'person-unknown', 'There is nobody with this ID.');
        if (learner.accountId === null) {
          throw new ApiError(409, 'person-anonymous', 'An anonymous learner has no role to give. They sign in first.');
        }
        if (learner.role === role) return;
        await updateLearner(tx, learnerId, { role });
        const detail = { from: learner.role, to: role };
        await insertAudit(tx, { at: now(), learnerId: by, action: 'role.changed', subject: learnerId, detail });
      });
    },
  };
}
