/** Every kind an author can use. A new kind is one line here. */
import { compileMultipleChoice } from '../kinds/multiple-choice/schema.ts';
import { compileNumber } from '../kinds/number/schema.ts';
import { compileOrdering } from '../kinds/ordering/schema.ts';
import { compileShortText } from '../kinds/short-text/schema.ts';
import { compileSingleChoice } from '../kinds/single-choice/schema.ts';
import type { QuestionKind } from '../quiz.ts';
import type { CompileQuestion } from './define-kind.ts';

const compilers: Record<QuestionKind, CompileQuestion> = {
  'single-choice': compileSingleChoice,
  'multiple-choice': compileMultipleChoice,
  number: compileNumber,
  ordering: compileOrdering,
  'short-text': compileShortText,
};

export const KIND_NAMES = Object.keys(compilers);

/** Returns the compiler of a kind by its name in quiz.yaml, or `undefined` when there is no such kind. */
export function findCompiler(kind: unknown): CompileQuestion | undefined {
  return typeof kind === 'string' && Object.hasOwn(compilers, kind) ? compilers[kind as QuestionKind] : undefined;
}
