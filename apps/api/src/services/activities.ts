/** Finished labs and predictions, stored once per idempotency key together with their audit row. */
import { randomUUID } from 'node:crypto';
import { findActivityByKey, insertActivity, listActivities } from '../db/activities.ts';
import { insertAudit } from '../db/audit.ts';

import { ApiError } from '../errors.ts';
import type { ActivityRequest, ActivityResult } from '../schemas/activity.ts';
import { ownLearner } from './own-learner.ts';
import { hashRequest } from './request-hash.ts';
import type { ServiceContext } from './service-context.ts';
import type { Recorded, Services } from './services.ts';

export function activityService(context: ServiceContext): Services['activities'] {
  return {
    record: (learnerId, request) => context.db.transaction((tx) => record({ ...context, db: tx }, learnerId, request)),
  };
}

async function record(
  context: ServiceContext,
  learnerId: string,
  request: ActivityRequest,
): Promise<Recorded<ActivityResult>> {
  const { db, now } = context;
  await ownLearner(db, learnerId);
  const requestHash = hashRequest(request);
  const earlier = await findActivityByKey(db, learnerId, request.idempotencyKey);
  if (earlier !== undefined) {
    if (earlier.requestHash !== requestHash) throw keyReused();
    return { result: { activityId: earlier.id, labsDone: earlier.labsDone }, replayed: true };
  }

  const { lesson, lab, activity: kind, idempotencyKey, data } = request;
  const labs = getLabs(context, request);
  const done = new Set(
    (await listActivities(db, learnerId)).filter((row) => isFinished(row, lesson)).map((row) => row.lab),
  );
  if (kind === 'lab-finished') done.add(lab);
  const labsDone = labs.filter((name) => done.has(name));
  const id = randomUUID();
  const receivedAt = now();
  await insertActivity(db, {
    id,
    learnerId,
    idempotencyKey,
    requestHash,
    lesson,
    kind,
    lab,
    data: data ?? null,
    labsDone,
    receivedAt,
  });
  await insertAudit(db, {
    at: receivedAt,
    learnerId,
    action: `activity.${kind}`,
    subject: id,
    detail: { lesson, lab },
  });
  return { result: { activityId: id, labsDone }, replayed: false };
}

function isFinished(row: { lesson: string; kind: string }, lesson: string): boolean {
  return row.lesson === lesson && row.kind === 'lab-finished';
}

function getLabs({ catalogue }: ServiceContext, { lesson, lab }: ActivityRequest): readonly string[] {
  const found = catalogue.findLesson(lesson);
  if (found === undefined) {
    throw new ApiError(404, 'lesson-unknown', `There is no lesson "${lesson}".`, { field: 'lesson' });
  }
  if (!found.labs.includes(lab)) {
    throw new ApiError(404, 'lab-unknown', `Lesson "${lesson}" has no lab "${lab}".`, { field: 'lab' });
  }
  return found.labs;
}

function keyReused(): ApiError {
  return new ApiError(
    409,
    'idempotency-key-reused',
    'This idempotency key belongs to another activity. Use a new one.',
    {
      field: 'idempotencyKey',
    },
  );
}
