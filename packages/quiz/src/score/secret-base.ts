/** What every question with its key carries, whatever its kind. Plain JSON; never leaves the server. */
import type { LocalText, QuestionBase } from '../question.ts';

/**
 * One of these, stored beside an attempt, is all that is needed to score it again years later.
 * `id`, `kind` and `version` repeat those of `public`.
 */
export interface SecretBase<Public extends QuestionBase<string>, Key> {
  id: string;
  kind: Public['kind'];
  version: string;
  /** A hash of everything, key included: tells whether the key changed under one public `version`. Server only. */
  fingerprint: string;
  public: Public;
  key: Key;
  /** Texts of the hints, in the order they are given. */
  hints?: LocalText[];
  /** Which draw of the parameters this is; absent without parameters. */
  variant?: { index: number; parameters: Record<string, number | string | boolean | LocalText> };
}

/** `id` is the public one, `authoredId` the one in quiz.yaml (for statistics and messages to authors). */
export interface OptionKey {
  id: string;
  authoredId: string;
  correct: boolean;
  feedback: LocalText;
}

/** The key of both choice kinds. */
export interface ChoiceKey {
  options: OptionKey[];
}
