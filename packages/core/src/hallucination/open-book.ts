/**
 * The open book: a model that reads what a search found, passage by passage, and answers only with words that stand
 * there. What it remembers from training does not count; where no passage answers, a fallback does.
 */
import { CHINESE_CHAT, chatStopTokens, ENGLISH_CHAT } from '../chat/chat-template.ts';
import { type Completion, complete } from '../evaluate/complete.ts';
import type { Gpt } from '../model/gpt.ts';
import type { Tokenizer } from '../tokenizer/tokenizer.ts';
import { promptText } from '../world/answers.ts';
import type { Language } from '../world/relations.ts';
import { sequenceProbability } from './confidence.ts';
import type { DocumentAnswers, Retriever } from './remedies.ts';

/** Who reads, and where the passages come from. */
export interface OpenBookOptions {
  /** Taught to answer from a note before the question, or to say that it does not know; stays the caller's to dispose. */
  readonly model: Gpt;
  readonly tokenizer: Tokenizer;
  readonly language: Language;
  readonly retriever: Retriever;
  /** Said where no passage answers. */
  readonly fallback: string;
  /** Passages read per question, each alone. Default 5. */
  readonly limit?: number;
  /** Answers the model is less sure of do not count, in [0, 1]. Default 0.5. */
  readonly minProbability?: number;
  /** The most tokens per answer. Default 16. */
  readonly maxTokens?: number;
}

/** An answer with the passage it stands in; `passage` is missing where the fallback was said. */
export interface OpenBookAnswer {
  readonly refused: boolean;
  readonly text: string;
  readonly passage?: string;
}

/**
 * Returns what answers from passages only. An answer counts if every word of it stands in the passage; of several the
 * one the model is surest of. "I don't know" does not stand in a passage, and so falls away by itself.
 *
 * @example createOpenBook({ model, tokenizer, language: 'zh', retriever, fallback: '知识库里没有找到答案。' });
 */
export function createOpenBook(options: OpenBookOptions): DocumentAnswers & {
  answer(question: string, asked?: { readonly signal?: AbortSignal }): Promise<OpenBookAnswer>;
} {
  const { tokenizer, retriever, fallback, limit = 5, minProbability = 0.5 } = options;
  return {
    async answer(question, { signal } = {}) {
      const passages = await retriever.retrieve(question, limit);
      const completions = passages.length === 0 ? [] : await read(options, question, passages, signal);
      const answers = completions.flatMap((completion, i) => {
        const [text, passage = ''] = [tokenizer.decode(completion.tokenIds).trim(), passages[i]];
        const probability = sequenceProbability(completion);
        return probability >= minProbability && standsIn(text, passage) ? [{ text, passage, probability }] : [];
      });
      const best = answers.reduce<(typeof answers)[number] | undefined>(
        (top, answer) => (top && top.probability >= answer.probability ? top : answer),
        undefined,
      );
      return best ? { refused: false, text: best.text, passage: best.passage } : { refused: true, text: fallback };
    },
  };
}

function read(
  { model, tokenizer, language, maxTokens = 16 }: OpenBookOptions,
  question: string,
  passages: readonly string[],
  signal: AbortSignal | undefined,
): Promise<Completion[]> {
  const prompts = passages.map((passage) => tokenizer.encode(promptText(question, language, passage)));
  return complete(model, prompts, {
    maxTokens,
    temperature: 0,
    seed: 0, // greedy: nothing is drawn
    stopTokens: chatStopTokens(tokenizer, language === 'en' ? ENGLISH_CHAT : CHINESE_CHAT),
    ...(signal && { signal }),
  });
}

/** Case, spaces and punctuation do not count. */
function standsIn(text: string, passage: string): boolean {
  const plain = (words: string) => words.toLowerCase().replaceAll(/[^\p{L}\p{N}]+/gu, '');
  return plain(text) !== '' && plain(passage).includes(plain(text));
}
