/**
 * A question with its key, as the server keeps and freezes it. Plain JSON: one of these stored beside an attempt is
 * all that is needed to score it again, years later. Never leaves the server.
 */
import type { MultipleChoicePublic } from '../kinds/multiple-choice/public.ts';
import type { NumberPublic } from '../kinds/number/public.ts';
import type { OrderingPublic } from '../kinds/ordering/public.ts';
import type { ShortTextPublic } from '../kinds/short-text/public.ts';
import type { SingleChoicePublic } from '../kinds/single-choice/public.ts';
import type { LocalText } from '../question.ts';

/** `id`, `kind` and `version` repeat those of `public`. */
export interface SecretBase<Public extends { id: string; kind: string; version: string }, Key> {
  id: Public['id'];
  kind: Public['kind'];
  version: string;
  /** A hash of everything, key included: tells whether the key changed under one public `version`. Server only. */
  fingerprint: string;
  public: Public;
  key: Key;
}

/** `id` is the public one, `authoredId` the one in quiz.yaml (for statistics and messages to authors). */
export interface OptionKey {
  id: string;
  authoredId: string;
  correct: boolean;
  feedback: LocalText;
}
export interface ChoiceKey {
  options: OptionKey[];
}

export interface NumberKey {
  answer: number;
  /** Largest accepted distance from `answer`, in the unit of the answer. */
  tolerance: number;
  /** Largest distance that earns the `near` remark; 0 without one. */
  nearTolerance: number;
  unitSpellings: string[];
  feedback: { right: LocalText; wrong: LocalText; near?: LocalText; unitMissing?: LocalText };
}

export interface OrderingKey {
  /** Items in the right order. */
  order: { id: string; authoredId: string }[];
  feedback: { right: LocalText; wrong: LocalText; partly?: LocalText };
}

export interface ShortTextKey {
  accept: { zh: string[]; en: string[] };
  feedback: { right: LocalText; wrong: LocalText };
}

export type SingleChoiceSecret = SecretBase<SingleChoicePublic, ChoiceKey>;
export type MultipleChoiceSecret = SecretBase<MultipleChoicePublic, ChoiceKey>;
export type NumberSecret = SecretBase<NumberPublic, NumberKey>;
export type OrderingSecret = SecretBase<OrderingPublic, OrderingKey>;
export type ShortTextSecret = SecretBase<ShortTextPublic, ShortTextKey>;
export type SecretQuestion =
  | SingleChoiceSecret
  | MultipleChoiceSecret
  | NumberSecret
  | OrderingSecret
  | ShortTextSecret;

export interface SecretQuiz {
  lesson: string;
  questions: SecretQuestion[];
}
