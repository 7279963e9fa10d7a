/**
 * What an author is told, in the form that quizzes use for theirs: an error stops the build, a warning is a second look.
 * Not a subclass of kernels' GlassboxError: that would pull tfjs into a build step that never computes a tensor.
 */
import { type AuthoringProblem, formatProblem } from '@glassbox/quiz/compile';

/** Where something stands in a file; both from 1. */
export interface Place {
  line: number;
  column: number;
}

export interface Problem extends AuthoringProblem {
  /** Absent: an error. */
  level?: 'warning';
}

export class CurriculumError extends Error {
  readonly code = 'CURRICULUM';
  /** Errors only. */
  readonly problems: readonly Problem[];

  constructor(problems: readonly Problem[]) {
    super([`lessons: ${count(problems.length, 'problem')}; nothing was built`, ...problems.map(describe)].join('\n'));
    this.name = 'CurriculumError';
    this.problems = problems;
  }
}

/** `lessons/31-next-token/en.mdx:3:7: warning: found …; needed …` — editors make it a link. */
export function describe(problem: Problem): string {
  const line = formatProblem(problem);
  return problem.level === 'warning' ? line.replace(': found ', ': warning: found ') : line;
}

export function isError({ level }: Problem): boolean {
  return level !== 'warning';
}

/** `1 problem`, `3 problems`. */
export function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`;
}
