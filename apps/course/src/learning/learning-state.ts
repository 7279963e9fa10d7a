/** What "my learning" can show: progress, an empty start, yesterday's progress without a network, or an error. */
import type { Progress } from '@glassbox/api/client';
import type { LastProgress } from '../progress/last-progress.ts';

export type LearningState =
  | { view: 'loading' }
  | { view: 'empty' }
  | { view: 'progress'; progress: Progress }
  /** No network; `last` is what this device saw before, if anything. */
  | { view: 'offline'; last: LastProgress | undefined }
  | { view: 'error' };

/** Returns the view for progress that has arrived. */
export function arrived(progress: Progress): LearningState {
  const begun = progress.lessons.some(({ state }) => state !== 'new');
  return begun ? { view: 'progress', progress } : { view: 'empty' };
}

/** Returns the view for progress that could not be fetched. */
export function failed(online: boolean, last: LastProgress | undefined): LearningState {
  return online ? { view: 'error' } : { view: 'offline', last };
}
