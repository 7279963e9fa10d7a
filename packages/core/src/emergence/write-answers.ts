/** Lets a model write its answers to questions, greedily and many side by side. */
import type { Tensor } from '@tensorflow/tfjs-core';
import { createBreather } from '../foundations/breathe.ts';
import type { Gpt } from '../model/gpt.ts';
import { argmax } from './argmax.ts';
import { type Question, type QuestionSource, questionTokenizer, STOP } from './tasks/questions.ts';

/** Outputs that are written side by side: bounds the memory of measuring. */
const SIDE_BY_SIDE = 256;

/**
 * Returns what a model writes after each prompt, work included, without the stop; it never writes longer than the
 * source's longest writing.
 *
 * @param model with the vocabulary of `questionTokenizer(source)`
 * @throws the signal's reason if it is aborted
 */
export async function writeAnswers(
  model: Gpt,
  source: QuestionSource,
  questions: readonly Question[],
  signal?: AbortSignal,
): Promise<string[]> {
  const tokenizer = questionTokenizer(source);
  const stop = tokenizer.encode(STOP)[0] ?? 0;
  const breathe = createBreather();
  const written = questions.map(() => '');
  for (const group of groupsOfEqualLength(questions)) {
    let rows = group.map((index) => tokenizer.encode(questions[index]?.prompt ?? ''));
    for (let count = 0; count <= source.longestWriting; count++) {
      signal?.throwIfAborted();
      const next = await likeliestNext(model, rows);
      await breathe();
      for (const [row, index] of group.entries()) {
        if (!written[index]?.includes(STOP)) written[index] += tokenizer.decode([next[row] ?? stop]);
      }
      if (group.every((index) => written[index]?.includes(STOP)) || count === source.longestWriting) break;
      rows = rows.map((row, place) => Int32Array.from([...row, next[place] ?? stop]));
    }
  }
  return written.map((text) => text.split(STOP)[0] ?? '');
}

/** Indices of questions whose prompts are equally long, at most SIDE_BY_SIDE each. */
function groupsOfEqualLength(questions: readonly Question[]): number[][] {
  const byLength = new Map<number, number[]>();
  for (const [index, { prompt }] of questions.entries()) {
    byLength.set(prompt.length, [...(byLength.get(prompt.length) ?? []), index]);
  }
  return [...byLength.values()].flatMap((indices) => {
    const starts = Array.from({ length: Math.ceil(indices.length / SIDE_BY_SIDE) }, (_, part) => part * SIDE_BY_SIDE);
    return starts.map((start) => indices.slice(start, start + SIDE_BY_SIDE));
  });
}

/** The likeliest token after each row; rows are equally long. */
async function likeliestNext(model: Gpt, rows: readonly Int32Array[]): Promise<number[]> {
  const T = rows[0]?.length ?? 0;
  const tokenIds = Int32Array.from(rows.flatMap((row) => [...row]));
  const logits: Tensor = model.logitsAt(tokenIds, [rows.length, T], T - 1); // [B, V]
  try {
    const values = await logits.data();
    const V = model.config.vocabSize;
    return rows.map((_, row) => argmax(values.subarray(row * V, (row + 1) * V)));
  } finally {
    logits.dispose();
  }
}
