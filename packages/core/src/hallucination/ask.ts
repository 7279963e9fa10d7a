/** Puts the world's questions to a model, many at once, and judges what it answers. */
import { CHINESE_CHAT, chatStopTokens, ENGLISH_CHAT } from '../chat/chat-template.ts';
import { inBatches } from '../data/examples.ts';
import { type Completion, complete } from '../evaluate/complete.ts';
import { mixSeed } from '../foundations/random.ts';
import type { Gpt } from '../model/gpt.ts';
import type { Tokenizer } from '../tokenizer/tokenizer.ts';
import { promptText } from '../world/answers.ts';
import { judge, type Verdict } from '../world/judge.ts';
import type { WorldQuestion } from '../world/questions.ts';
import { agreementOf, sequenceProbability } from './confidence.ts';

/** One answer, judged. */
export interface AnswerRecord {
  readonly question: WorldQuestion;
  readonly text: string;
  readonly verdict: Verdict;
  /** In [0, 1]: the probability of the whole answer, or the share of samples that agree. */
  readonly confidence: number;
  readonly promptTokens: number;
  /** Of all samples together. */
  readonly writtenTokens: number;
}

/** How questions are put to a model. */
export interface AskOptions {
  readonly seed: number;
  /** What is noted before each question, such as passages. Default: nothing. */
  readonly note?: (question: WorldQuestion) => string | Promise<string>;
  /** 1, the default: the greedy answer, its confidence the probability of the sequence. More: see `agreementOf`. */
  readonly samples?: number;
  /** The most tokens per answer. Default 24. */
  readonly maxTokens?: number;
  /** Questions at once. Default 64. */
  readonly batchSize?: number;
  /** Ends the asking after the batch at hand, without throwing. */
  readonly signal?: AbortSignal;
}

/** Samples are written at this temperature: as the model itself would speak. */
const SAMPLE_TEMPERATURE = 1;

/**
 * Yields one judged answer per question, in their order, batch by batch. The model stays the caller's to dispose.
 *
 * @throws TokenizerError if the tokenizer lacks a character of a question or note
 * @example for await (const { question, text, verdict } of askModel(model, tokenizer, asked, { seed: 1 })) show(text);
 */
export async function* askModel(
  model: Gpt,
  tokenizer: Tokenizer,
  questions: readonly WorldQuestion[],
  options: AskOptions,
): AsyncGenerator<AnswerRecord, void> {
  const { seed, note, samples = 1, batchSize = 64, signal } = options;
  for (const [number, batch] of inBatches(questions, batchSize).entries()) {
    if (signal?.aborted) return;
    const notes = await Promise.all(batch.map((question) => note?.(question) ?? ''));
    const prompts = batch.map(({ text, language }, i) => tokenizer.encode(promptText(text, language, notes[i])));
    const rounds: Completion[][] = [];
    for (let sample = 0; sample < samples; sample++) {
      rounds.push(await write(model, tokenizer, batch, prompts, { ...options, seed: mixSeed(seed, number, sample) }));
      if (signal?.aborted) return;
    }
    for (const [i, question] of batch.entries()) {
      const completions = rounds.map((round) => round[i]).filter((one): one is Completion => one !== undefined);
      const texts = completions.map(({ tokenIds }) => tokenizer.decode(tokenIds).trim());
      const { answer, share } = agreementOf(texts);
      yield {
        question,
        text: answer,
        verdict: judge(question, answer),
        confidence: samples === 1 && completions[0] ? sequenceProbability(completions[0]) : share,
        promptTokens: prompts[i]?.length ?? 0,
        writtenTokens: completions.reduce((sum, { tokenIds }) => sum + tokenIds.length, 0),
      };
    }
  }
}

function write(
  model: Gpt,
  tokenizer: Tokenizer,
  [first]: readonly WorldQuestion[],
  prompts: readonly Int32Array[],
  { seed, samples = 1, maxTokens = 24, signal }: AskOptions,
): Promise<Completion[]> {
  return complete(model, prompts, {
    maxTokens,
    temperature: samples === 1 ? 0 : SAMPLE_TEMPERATURE,
    stopTokens: chatStopTokens(tokenizer, first?.language === 'en' ? ENGLISH_CHAT : CHINESE_CHAT),
    seed,
    ...(signal && { signal }),
  });
}
