/** `@glassbox/quiz/compile`: quiz.yaml to bundles. Node, at build time. */
export type { AuthoringProblem } from './authoring-error.ts';
export { formatProblem, QuizAuthoringError } from './authoring-error.ts';
export type { CompiledQuiz, CompileOptions } from './compile-quiz.ts';
export { compileQuiz } from './compile-quiz.ts';
export { quizJsonSchema } from './json-schema.ts';
