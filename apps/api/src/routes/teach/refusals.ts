/** What every route for instructors may refuse with. */
import { refusal } from '../../schemas/common.ts';

export const REFUSALS = { 401: refusal('No learner.'), 403: refusal('The role is too small.') };
