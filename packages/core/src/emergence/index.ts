/**
 * `@glassbox/core/emergence`: models of growing size on one task, measured two ways; learning in the context and the
 * heads that do it; thinking with and without a scratchpad; grokking.
 */
export { type HeadScores, headScores, prefixMatchingScore } from './head-scores.ts';
export { measureInduction } from './induction.ts';
export { editDistance, type OutputScores, scoreOutputs } from './scores.ts';
export { type SweepOptions, type SweepReport, sweep } from './sweep.ts';
export { findSweepResults, parseSweepResults, type SweepPoint, type SweepResults } from './sweep-results.ts';
export { completeSweepSettings, type SweepSettings, type SweepSize } from './sweep-settings.ts';
export { type AdditionSpec, additionQuestions } from './tasks/addition.ts';
export { type ChainSpec, chainQuestions } from './tasks/chain.ts';
export { createTask, type TaskSpec } from './tasks/create-task.ts';
export type { ModularSpec } from './tasks/modular.ts';
export {
  answerIn,
  drawQuestions,
  isTestQuestion,
  type Question,
  type QuestionSource,
  questionTokenizer,
} from './tasks/questions.ts';
export { drawRepeats, type RepeatRow, type RepeatsSpec } from './tasks/repeat-rows.ts';
export type { RulesSpec } from './tasks/rules.ts';
export type { MeasureOptions, Measures, Task } from './tasks/task.ts';
export { writeAnswers } from './write-answers.ts';
