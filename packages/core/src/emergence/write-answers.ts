/** Lets a model write its answers to questions, greedily and many side by side. */
import { complete } from '../evaluate/complete.ts';
import type { Gpt } from '../model/gpt.ts';
import { type Question, type QuestionSource, questionTokenizer, STOP } from './tasks/questions.ts';

/** Outputs that are written side by side: bounds the memory of measuring. */
const SIDE_BY_SIDE = 256;
/** Greedy writing draws nothing, so the seed is without effect. */
const NO_SEED = 0;

/**
 * Returns what a model writes after each prompt, work included, without the stop; it never writes longer than the
 * source's longest writing and the stop.
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
  const [stop = 0] = tokenizer.encode(STOP);
  const written: string[] = [];
  for (let first = 0; first < questions.length; first += SIDE_BY_SIDE) {
    const prompts = questions.slice(first, first + SIDE_BY_SIDE).map(({ prompt }) => tokenizer.encode(prompt));
    const completions = await complete(model, prompts, {
      maxTokens: source.longestWriting + 1,
      temperature: 0,
      seed: NO_SEED,
      stopTokens: [stop],
      ...(signal && { signal }),
    });
    signal?.throwIfAborted();
    for (const { tokenIds } of completions) written.push(tokenizer.decode(tokenIds).split(STOP)[0] ?? '');
  }
  return written;
}
