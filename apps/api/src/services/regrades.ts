/** What a learner is told about regradings, and putting it away. */
import { listRegradeNotices, markNoticeSeen } from '../db/regrade-notices.ts';
import { ApiError } from '../errors.ts';
import type { ServiceContext } from './service-context.ts';
import type { Services } from './services.ts';

export function regradeService({ db, now }: ServiceContext): Services['regrades'] {
  return {
    async list(learnerId) {
      if (learnerId === undefined) return [];
      const rows = await listRegradeNotices(db, learnerId);
      return rows.map(({ at, seenAt, ...notice }) => ({ ...notice, at: at.toISOString(), seen: seenAt !== null }));
    },

    async markSeen(learnerId, id) {
      if (await markNoticeSeen(db, learnerId, id, now())) return;
      throw new ApiError(404, 'notice-unknown', 'There is no such notice for you.', { field: 'id' });
    },
  };
}
