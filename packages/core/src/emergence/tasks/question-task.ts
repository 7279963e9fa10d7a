/** A source of questions as a task: train on the writing, measure exact match and per-token score of the same outputs. */
import { createBreather } from '../../foundations/breathe.ts';
import { mixSeed } from '../../foundations/random.ts';
import type { Gpt } from '../../model/gpt.ts';
import { meanLossOfRows } from '../mean-loss.ts';
import { mean, scoreOutputs } from '../scores.ts';
import { writeAnswers } from '../write-answers.ts';
import {
  answerIn,
  drawQuestions,
  type Question,
  type QuestionSource,
  questionRows,
  questionTokenizer,
} from './questions.ts';
import type { Measures, Task } from './task.ts';

/** Rows per pass when the loss is measured. */
const ROWS = 128;

/**
 * Returns the task of a source of questions. Its measures: the four scores of `scoreOutputs` on the answers,
 * `writingNats` (mean nats per token of the right writing), and `exactMatch.N` for the questions of N steps, where
 * questions differ in steps.
 */
export function questionTask(source: QuestionSource): Task {
  const tokenizer = questionTokenizer(source);
  const blockSize = source.longestPrompt + source.longestWriting; // the stop is only ever a target
  return {
    vocabSize: tokenizer.vocabSize,
    blockSize,
    batch({ seed, index, batchSize }) {
      const questions = drawQuestions(source, { seed: mixSeed(seed, index), count: batchSize, part: 'train' });
      return questionRows(questions, tokenizer, blockSize);
    },
    async measure(model, { seed, count, signal }) {
      const questions = drawQuestions(source, { seed, count, part: 'test' });
      const written = await writeAnswers(model, source, questions, signal);
      const writingNats = await writingLoss(model, questions);
      return { ...answerScores(questions, written.map(answerIn)), writingNats };
    },
  };

  async function writingLoss(model: Gpt, questions: readonly Question[]): Promise<number> {
    const parts = Array.from({ length: Math.ceil(questions.length / ROWS) }, (_, part) =>
      questionRows(questions.slice(part * ROWS, (part + 1) * ROWS), tokenizer, blockSize),
    );
    return meanLossOfRows(model, parts, createBreather());
  }
}

function answerScores(questions: readonly Question[], answers: readonly string[]): Measures {
  const scores = scoreOutputs(
    answers,
    questions.map(({ answer }) => answer),
  );
  const kinds = [...new Set(questions.map(({ steps }) => steps))].sort((a, b) => a - b);
  if (kinds.length < 2) return { ...scores };
  const right = questions.map(({ answer }, index) => (answers[index] === answer ? 1 : 0));
  const byKind = kinds.map((kind) => [
    `exactMatch.${kind}`,
    mean(right.filter((_, i) => questions[i]?.steps === kind)),
  ]);
  return { ...scores, ...Object.fromEntries(byKind) };
}
