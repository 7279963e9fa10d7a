/**
 * What only the server may know: the keys and feedback of every quiz. Declarations only; `build.ts` writes the values
 * to `dist/secret.js`. Browser code must never import this entry (`scripts/check-imports.ts` refuses it).
 */
import type { SecretQuiz } from '@glassbox/quiz/score';

/** By lesson slug; the same slugs as `publicQuizzes`. */
export declare const secretQuizzes: Readonly<Record<string, SecretQuiz>>;
