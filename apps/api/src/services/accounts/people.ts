/** Administrators give and take roles and end others' sign-ins, with a row in the audit each time. */
import { insertAudit } from '../../db/audit.ts';
import { listAccounts } from '../../db/auth-users.ts';
import { findLearnerLocked, updateLearner } from '../../db/learners.ts';
import { endSessions } from '../../db/sessions.ts';
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
  /** Signs a person out everywhere and returns of how many browsers. Throws `ApiError` 404 for nobody, 409 for an anonymous learner or oneself. */
  endSessions(by: string, learnerId: string): Promise<number>;
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
        const learner = await requirePerson(tx, learnerId);
        if (learner.role === role) return;
        await updateLearner(tx, learnerId, { role });
        const detail = { from: learner.role, to: role };
        await insertAudit(tx, { at: now(), learnerId: by, action: 'role.changed', subject: learnerId, detail });
      });
    },

    async endSessions(by, learnerId) {
      if (by === learnerId) {
        throw new ApiError(409, 'own-sessions', 'Your own devices are signed out on the account page.');
      }
      return db.transaction(async (tx) => {
        await requirePerson(tx, learnerId);
        const ended = await endSessions(tx, learnerId, 'all');
        const detail = { ended };
        await insertAudit(tx, { at: now(), learnerId: by, action: 'sessions.ended', subject: learnerId, detail });
        return ended;
      });
    },
  };
}

/** Anonymous learners have neither a role nor a sign-in: ending the only browser they have would take their work away. */
async function requirePerson(tx: ServiceContext['db'], learnerId: string) {
  const learner = await findLearnerLocked(tx, learnerId);
  if (learner === undefined) throw new ApiError(404, 'person-unknown', 'There is nobody with this ID.');
  if (learner.accountId !== null) return learner;
  throw new ApiError(409, 'person-anonymous', 'An anonymous learner has no account. They sign in first.');
}
