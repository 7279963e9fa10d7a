/** What labs use of the twins: games of kinds that no list in training sorted, and how each twin plays them. */
export { END, listText, TEST_KINDS } from './recipes/twins-corpus.ts';
export { bertScore, gptScore, LEVELS, makeTasks, type Task, TUNING } from './recipes/twins-duel.ts';
