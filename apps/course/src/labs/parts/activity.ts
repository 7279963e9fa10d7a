/** Tells the learner's progress what happened in a lab. Kept and sent later when there is no network. */
import type { ActivityRequest } from '@glassbox/api/client';
import { keepMeasured } from './measured.ts';

type Activity = Omit<ActivityRequest, 'idempotencyKey'>;

/** Never throws: a lab's result counts for the learner even where progress cannot be kept. */
export async function tellProgress(activity: Activity): Promise<void> {
  if (activity.activity === 'lab-finished') keepMeasured(activity.lab, activity.data);
  try {
    const { recordActivity } = await import('../../progress/index.ts');
    await recordActivity(activity);
  } catch (error) {
    console.warn(`lab progress: not recorded (${String(error)}).`);
  }
}
