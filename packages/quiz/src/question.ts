/**
 * The words every part of a quiz shares: languages, what a question of any kind carries, what an answer gets back.
 * Types and two lists only; safe in a browser. Nothing here knows a key.
 */

/** The languages of the course. Every text a learner reads exists in all of them. */
export const LOCALES = ['zh', 'en'] as const;
export type Locale = (typeof LOCALES)[number];
export type LocalText = Record<Locale, string>;

/** How the value of a question falls. Public: a learner may know what a try costs before making it. */
export interface AttemptRules {
  /** Tries that can earn something; without it, any number. */
  max?: number;
  /** Share of the points that each graded try takes from the next ones. */
  penalty?: number;
  /** "Answer again" brings new numbers, where the question has variants. */
  newVariant?: true;
}

/** What every public question carries, whatever its kind. */
export interface QuestionBase<Kind extends string> {
  id: string;
  kind: Kind;
  /** Names what the learner saw: a hash of the shown fields and of nothing else, so it tells nothing about the key. */
  version: string;
  /** Points for a fully right answer. */
  points: number;
  prompt: LocalText;
  /** The learner says how sure one is, 1–3; the certainty points stand beside the score. */
  certainty?: true;
  /** What each hint costs, as a share of the points, in the order they are given. Their texts are asked for one by one. */
  hints?: number[];
  attempts?: AttemptRules;
  /** ID of the lesson's objective that this question is about. Not shown, so no part of `version`. */
  objective?: string;
}

/**
 * An option or an item as a browser sees it. `id` is opaque: a hash of the question's ID and these texts, not the ID
 * the author wrote (authors write `a, b, c` in the right order). Lists of them are sorted by it.
 */
export interface PublicOption {
  id: string;
  text: LocalText;
}

/** Why an answer cannot be graded. It costs the learner nothing; `text` tells what to do about it. */
export interface ResponseProblem {
  code: ResponseProblemCode;
  text: LocalText;
}
export type ResponseProblemCode =
  | 'wrong-shape'
  | 'empty'
  | 'unknown-option'
  | 'repeated-option'
  | 'incomplete'
  | 'unreadable-number'
  | 'unexpected-unit'
  | 'too-long'
  | 'too-short';

/** One remark on an answer. `target` is the option or item it belongs to; without it, it is about the whole answer. */
export interface Feedback {
  target?: string;
  tone: 'right' | 'wrong' | 'hint';
  text: LocalText;
}

export type Verdict = 'right' | 'partly' | 'wrong';

/** A graded answer: 0 ≤ `score` ≤ `maxScore`, both in points. */
export interface GradedResult {
  verdict: Verdict;
  score: number;
  maxScore: number;
  feedback: Feedback[];
}
