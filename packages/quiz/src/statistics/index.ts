/** `@glassbox/quiz/statistics`: what many answers say about questions. Server only: it scores with keys. */
export { type CountedResponse, type OptionCount, optionCounts } from './answer-counts.ts';
export { type ItemStatistics, MIN_FOR_CORRELATION, MIN_FOR_FACILITY } from './item-statistics.ts';
export type { AnswerPattern, FirstAnswer, Slot } from './patterns.ts';
export { type QuizStatistics, quizStatistics } from './quiz-statistics.ts';
export { possibleAnswers, randomGuessScore } from './random-guess.ts';
export type { NamedStatistics, QuestionStatistics, SlotStatistics } from './slot-statistics.ts';
