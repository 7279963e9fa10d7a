/** The unions over all kinds, and a quiz as a browser gets it. A new kind adds its types here. */
import type { MultipleChoicePublic, MultipleChoiceResponse } from './kinds/multiple-choice/public.ts';
import type { NumberPublic, NumberResponse } from './kinds/number/public.ts';
import type { OrderingPublic, OrderingResponse } from './kinds/ordering/public.ts';
import type { ShortTextPublic, ShortTextResponse } from './kinds/short-text/public.ts';
import type { SingleChoicePublic, SingleChoiceResponse } from './kinds/single-choice/public.ts';
import type { ResponseProblem } from './question.ts';

export type PublicQuestion =
  | SingleChoicePublic
  | MultipleChoicePublic
  | NumberPublic
  | OrderingPublic
  | ShortTextPublic;
export type QuestionResponse =
  | SingleChoiceResponse
  | MultipleChoiceResponse
  | NumberResponse
  | OrderingResponse
  | ShortTextResponse;
export type QuestionKind = PublicQuestion['kind'];

export interface PublicQuiz {
  lesson: string;
  questions: PublicQuestion[];
}

/** `response` is the answer with only the fields its kind has: the thing to send, score and store. */
export type Validation<Response = QuestionResponse> =
  | { ok: true; response: Response }
  | { ok: false; problem: ResponseProblem };
