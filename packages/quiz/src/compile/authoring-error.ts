/** Every mistake an author made in one quiz.yaml, told at once, each with its place. */

export interface AuthoringProblem {
  file: string;
  /** From 1. */
  line: number;
  /** From 1. */
  column: number;
  /** What stands there: `the text "yes"`, `nothing`. */
  found: string;
  /** What must stand there, and what to do if that is not plain. */
  needed: string;
}

/**
 * Thrown by `compileQuiz`. Not a GlassboxError: that class lives in kernels, and this package imports no tensors.
 */
export class QuizAuthoringError extends Error {
  readonly code = 'QUIZ_AUTHORING';
  readonly problems: AuthoringProblem[];

  constructor(file: string, problems: AuthoringProblem[]) {
    const count = problems.length === 1 ? '1 problem' : `${problems.length} problems`;
    super([`${file}: ${count}; nothing was compiled`, ...problems.map(formatProblem)].join('\n'));
    this.name = 'QuizAuthoringError';
    this.problems = problems;
  }
}

/** `lessons/01-start/quiz.yaml:12:7: found the text "yes"; needed true or false` — editors make it a link. */
export function formatProblem({ file, line, column, found, needed }: AuthoringProblem): string {
  return `${file}:${line}:${column}: found ${found}; needed ${needed}`;
}
