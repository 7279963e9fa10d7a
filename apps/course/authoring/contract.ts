/** What the dev server tells the author's panel. Only these two ever see it: no built page holds this folder. */
import type { Feedback, LocalText, PublicQuestion, QuestionResponse, Verdict } from '@glassbox/quiz';

export const AUTHORING_PATH = '/_authoring';

export interface AuthorProblem {
  level: 'error' | 'warning';
  /** From the workspace root. */
  file: string;
  line: number;
  column: number;
  found: string;
  needed: string;
}

/** One line of a key: an option with its remark, an accepted form, a number. */
export interface KeyLine {
  /** Where it stands in the key, with the author's own names: `options › useful`. */
  label: string;
  correct?: boolean;
  text: LocalText;
}

export interface AuthorVariant {
  /** The values that were drawn; absent without parameters. */
  parameters?: Record<string, unknown>;
  question: PublicQuestion;
  key: KeyLine[];
  hints: LocalText[];
  right: QuestionResponse;
}

export interface AuthorQuestion {
  id: string;
  objective?: string;
  variants: AuthorVariant[];
}

export interface AuthorLesson {
  slug: string;
  folder: string;
  draft: boolean;
  problems: AuthorProblem[];
  objectives: { id: string; text: LocalText; questions: string[] }[];
  questions: AuthorQuestion[];
}

export interface TriedAnswer {
  lesson: string;
  questionId: string;
  variant: number;
  response: unknown;
}

/** `problem`: the answer could not be read. */
export type TriedResult =
  | { verdict: Verdict; score: number; maxScore: number; feedback: Feedback[] }
  | { verdict: 'ungraded'; problem: LocalText };
