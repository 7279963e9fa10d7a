/** Where a learner read last, on whatever device: what "resume" leads to. The newest place wins. */
import { findPlace, putPlace } from '../db/places.ts';
import { ApiError } from '../errors.ts';
import type { Place } from '../schemas/place.ts';
import { onServerClock } from './device-time.ts';
import { ownLearner } from './own-learner.ts';
import type { ServiceContext } from './service-context.ts';
import type { Services } from './services.ts';

/** Returns where the learner read last, or null when that is unknown or its lesson is gone. */
export async function readPlace({ db, catalogue }: ServiceContext, learnerId: string): Promise<Place | null> {
  const place = await findPlace(db, learnerId);
  if (place === undefined || catalogue.findLesson(place.lesson) === undefined) return null;
  return { lesson: place.lesson, section: place.section, at: place.at.toISOString() };
}

export function placeService({ db, catalogue, now }: ServiceContext): Services['places'] {
  return {
    async remember(learnerId, { lesson, section, at }, sentAt) {
      if (catalogue.findLesson(lesson) === undefined) {
        throw new ApiError(404, 'lesson-unknown', `There is no lesson "${lesson}".`, { field: 'lesson' });
      }
      const readAt = onServerClock(new Date(at), sentAt, now());
      await db.transaction(async (tx) => {
        await ownLearner(tx, learnerId);
        await putPlace(tx, { learnerId, lesson, section, at: readAt });
      });
    },
  };
}
