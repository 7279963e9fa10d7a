/** What labs and quizzes may use of the learner's progress. */
export type { Delivery } from './entry.ts';
export { onDelivery, recordActivity, submitAttempt } from './learner.ts';
