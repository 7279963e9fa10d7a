/** Every kind an author can use. */
import { compilers } from '../generated/compilers.ts';
import type { QuestionKind } from '../quiz.ts';
import type { CompileQuestion } from './define-kind.ts';

export const KIND_NAMES = Object.keys(compilers);

/** Returns the compiler of a kind by its name in quiz.yaml, or `undefined` when there is no such kind. */
export function findCompiler(kind: unknown): CompileQuestion | undefined {
  return typeof kind === 'string' && Object.hasOwn(compilers, kind) ? compilers[kind as QuestionKind] : undefined;
}
