/** Cohorts from a learner's side: looked up by invitation code, joined, left. Instructors' side is elsewhere. */
import { insertAudit } from '../../db/audit.ts';
import { deleteCohortMember, insertCohortMember, isCohortMember, listCohortsOf } from '../../db/cohort-members.ts';
import { findCohortByCode } from '../../db/cohorts.ts';
import { ApiError } from '../../errors.ts';
import type { Invitation, OwnCohort } from '../../schemas/cohort.ts';
import { ownLearner } from '../own-learner.ts';
import { type Limit, limitRate } from '../rate-limits.ts';
import type { ServiceContext } from '../service-context.ts';
import { readInvitationCode } from './invitation-code.ts';

/** Wrong and right codes count alike. 40 random bits and 30 tries an hour: nobody finds a cohort by guessing. */
const CODES_PER_LEARNER: Limit = { name: 'invitation-by-learner', max: 30, windowMinutes: 60 };
/** A whole class joins from one address. */
const CODES_PER_ADDRESS: Limit = { name: 'invitation-by-address', max: 300, windowMinutes: 60 };

interface Asking {
  learnerId: string;
  /** The network address it comes from. */
  address: string;
}

export interface CohortService {
  /** Returns the cohort of a code. Throws `ApiError` 404 for a wrong code or an archived cohort, 429. */
  look(asking: Asking, code: string): Promise<Invitation>;
  /** Joining twice is joining once. Throws like `look`. */
  join(asking: Asking, code: string): Promise<void>;
  of(learnerId: string): Promise<OwnCohort[]>;
  /** Throws `ApiError` 404 for a cohort the learner isn't in. */
  leave(learnerId: string, cohortId: string): Promise<void>;
}

export function cohortService({ db, now }: ServiceContext): CohortService {
  return {
    async look(asking, text) {
      const cohort = await findOpen(asking, text);
      return { name: cohort.name, isMember: await isCohortMember(db, cohort.id, asking.learnerId) };
    },

    async join(asking, text) {
      const cohort = await findOpen(asking, text);
      const { learnerId } = asking;
      await db.transaction(async (tx) => {
        await ownLearner(tx, learnerId);
        const joined = await insertCohortMember(tx, { cohortId: cohort.id, learnerId, joinedAt: now() });
        if (joined) await insertAudit(tx, { at: now(), learnerId, action: 'cohort.joined', subject: cohort.id });
      });
    },

    async of(learnerId) {
      const cohorts = await listCohortsOf(db, learnerId);
      return cohorts.map(({ cohortId, name, joinedAt, archivedAt }) => ({
        cohortId,
        name,
        joinedAt: joinedAt.toISOString(),
        archived: archivedAt !== null,
      }));
    },

    leave: (learnerId, cohortId) =>
      db.transaction(async (tx) => {
        await ownLearner(tx, learnerId);
        if (!(await deleteCohortMember(tx, cohortId, learnerId))) {
          throw new ApiError(404, 'cohort-unknown', 'You are not in this cohort.');
        }
        await insertAudit(tx, { at: now(), learnerId, action: 'cohort.left', subject: cohortId });
      }),
  };

  async function findOpen({ learnerId, address }: Asking, text: string) {
    await limitRate(db, CODES_PER_LEARNER, learnerId, now());
    await limitRate(db, CODES_PER_ADDRESS, address, now());
    const cohort = await findCohortByCode(db, readInvitationCode(text));
    if (cohort === undefined || cohort.archivedAt !== null) {
      throw new ApiError(
        404,
        'invitation-unknown',
        'No open cohort has this code. Check it, or ask who gave it to you.',
      );
    }
    return cohort;
  }
}
