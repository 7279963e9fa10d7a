/**
 * How well a model adds, by the two rulers of the lesson on emergent abilities: whole answers, and digit by digit. The sums
 * are of the part that no training of the lab draws from. A model may write from the left or from the ones up; the prompts are the
 * same, so it writes once and is scored by the order that it does better in.
 */
import type { Tokenizer } from '@glassbox/core';
import {
  additionQuestions,
  drawQuestions,
  questionTokenizer,
  scoreOutputs,
  writeAnswers,
} from '@glassbox/core/emergence';
import type { AdditionSettings } from '@glassbox/quiz';
import { type EvaluationInput, type Metrics, Refusal } from './evaluator.ts';
import { readModel } from './read-model.ts';
import { startBackend } from './start-backend.ts';

export async function addition(input: EvaluationInput, report: (share: number) => void): Promise<Metrics> {
  await startBackend();
  const { model, tokenizer } = await readModel(input.files);
  try {
    const { digits, questions: count, seed } = input.authored as AdditionSettings;
    const source = additionQuestions({ name: 'addition', digits });
    checkAlphabet(tokenizer, questionTokenizer(source), model.config.vocabSize);
    checkRoom(model.config.blockSize, source.longestPrompt + source.longestWriting);
    const asked = drawQuestions(source, { seed, count, part: 'test' });
    const written = await writeAnswers(model, source, asked);
    report(1);
    const fromLeft = asked.map(({ answer }) => answer);
    const orders = [fromLeft, fromLeft.map((answer) => [...answer].reverse().join(''))];
    const scores = orders.map((answers) => scoreOutputs(written, answers));
    const [best] = scores.sort((a, b) => b.exactMatch - a.exactMatch || b.tokenAccuracy - a.tokenAccuracy);
    return { parameters: model.parameterCount, whole: best?.exactMatch ?? 0, digits: best?.tokenAccuracy ?? 0 };
  } finally {
    model.dispose();
  }
}

/** Tokens must mean the same here as where the model was trained: digits, signs and the stop, each at its place. */
function checkAlphabet(found: Tokenizer, needed: Tokenizer, vocabSize: number): void {
  const places = Array.from({ length: needed.vocabSize }, (_, id) => id);
  const letters = places.map((id) => needed.decode(Int32Array.of(id)));
  const same =
    vocabSize === needed.vocabSize &&
    found.vocabSize === needed.vocabSize &&
    places.every((id) => found.decode(Int32Array.of(id)) === letters[id]);
  if (same) return;
  throw new Refusal('not-an-adder', {
    zh: '这个模型的词表不是做加法用的（只有数字、加号、等号和结束符）。请用这一课的实验训练，再交一次。',
    en: 'The vocabulary of this model is not that of sums (digits, plus, equals, the stop). Train it in the lab of this lesson and hand it in again.',
  });
}

function checkRoom(blockSize: number, needed: number): void {
  if (blockSize >= needed) return;
  throw new Refusal('context-too-short', {
    zh: `这个模型一次只看${blockSize}个字符，一道题连同答案要${needed}个。请用这一课的实验训练，再交一次。`,
    en: `This model sees ${blockSize} characters at once; a sum with its answer takes ${needed}. Train it in the lab of this lesson and hand it in again.`,
  });
}
