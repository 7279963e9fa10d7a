/** Forgets by itself what nobody needs any longer: once a day, by whichever server of many comes first. */
import { deleteAuditBefore } from '../../db/audit.ts';
import { deleteExpiredVerifications } from '../../db/auth-users.ts';
import { claimTask } from '../../db/daily-tasks.ts';
import { listForgotten } from '../../db/learners.ts';
import { deleteOldLimits } from '../../db/rate-limits.ts';
import { deleteExpiredSessions } from '../../db/sessions.ts';
import type { ServiceContext } from '../service-context.ts';
import { DAY_MS } from '../session-token.ts';
import { forgetLearner } from './rights.ts';

const TASK = 'retention';
/** Less than a day, so that a clock that runs a little fast skips none. */
const ONCE_IN_MS = 23 * 3_600_000;
const BATCH = 200;

export interface RetentionOptions {
  /** 0 keeps them for ever. */
  keepAnonymousDays: number;
  keepAuditDays: number;
}

/** Returns how many learners were forgotten, or `undefined` when another server has done it today. */
export async function runRetention(
  { db, now }: Pick<ServiceContext, 'db' | 'now'>,
  { keepAnonymousDays, keepAuditDays }: RetentionOptions,
): Promise<number | undefined> {
  const at = now();
  if (!(await claimTask(db, TASK, { now: at, since: new Date(at.getTime() - ONCE_IN_MS) }))) return undefined;
  await deleteExpiredSessions(db, at);
  await deleteExpiredVerifications(db, at);
  await deleteOldLimits(db, at);
  if (keepAuditDays > 0) await deleteAuditBefore(db, daysBefore(at, keepAuditDays));
  if (keepAnonymousDays === 0) return 0;
  const since = daysBefore(at, keepAnonymousDays);
  let forgotten = 0;
  for (
    let batch = await listForgotten(db, since, BATCH);
    batch.length > 0;
    batch = await listForgotten(db, since, BATCH)
  ) {
    // One transaction per learner: a learner who comes back at this very moment waits only for their own.
    for (const id of batch) await db.transaction((tx) => forgetLearner(tx, id, at));
    forgotten += batch.length;
  }
  return forgotten;
}

function daysBefore(at: Date, days: number): Date {
  return new Date(at.getTime() - days * DAY_MS);
}
