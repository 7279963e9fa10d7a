/** What labs may use of the learner's progress. */
export { recordActivity } from './learner.ts';
