/**
 * The error that carries every mistake of an author at once, in the form that quizzes use for theirs.
 * Not a subclass of kernels' GlassboxError: that would pull tfjs into a build step that never computes a tensor.
 */
import { type AuthoringProblem, formatProblem } from '@glassbox/quiz/compile';

export type Problem = AuthoringProblem;

export class CurriculumError extends Error {
  readonly code = 'CURRICULUM';
  readonly problems: readonly Problem[];

  constructor(problems: readonly Problem[]) {
    const count = problems.length === 1 ? '1 problem' : `${problems.length} problems`;
    super([`lessons: ${count}; nothing was built`, ...problems.map(formatProblem)].join('\n'));
    this.name = 'CurriculumError';
    this.problems = problems;
  }
}
