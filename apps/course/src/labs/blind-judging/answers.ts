/** Asking a model for a text with a word in it, and looking whether the word is there. */
import { complete, createRandom, type Gpt, generateTokens, type Tokenizer } from '@glassbox/core';
import type { Locale } from '@glassbox/quiz';
import { MODELS, type ModelName } from './contract.ts';

const TEMPERATURE = 0.8;
const END = '\n\n';
/** As many tokens as the taught model's lessons had. */
const MOST: Readonly<Record<Locale, number>> = { zh: 30, en: 90 };
/** English words count up to here: later ones may be cut off by the limit. */
const LOOKED_AT = 80;

/** All models are asked alike: the word in a line of its own, and a blank line. */
function requestFor(topic: string): string {
  return `\n\n${topic}\n\n`;
}

export function holds(text: string, topic: string, locale: Locale): boolean {
  if (locale === 'zh') return text.includes(topic);
  const escaped = topic.replaceAll(/[^A-Za-z]/g, '');
  return escaped !== '' && new RegExp(`\\b${escaped}\\b`, 'i').test(text.slice(0, LOOKED_AT));
}

/** The models in an order that the seed decides. */
export function shuffled(seed: number): ModelName[] {
  const random = createRandom(seed);
  return MODELS.map((model) => ({ model, key: random.next() }))
    .sort((a, b) => a.key - b.key)
    .map(({ model }) => model);
}

export async function writeAnswer(
  model: Gpt,
  tokenizer: Tokenizer,
  { topic, seed, locale }: { topic: string; seed: number; locale: Locale },
  signal: AbortSignal,
): Promise<string> {
  const written: number[] = [];
  const options = { maxTokens: MOST[locale], temperature: TEMPERATURE, seed, signal };
  for await (const { tokenId } of generateTokens(model, tokenizer.encode(requestFor(topic)), options)) {
    written.push(tokenId);
    if (tokenizer.decode(written).endsWith(END)) break;
  }
  return answerOf(tokenizer, written);
}

/** Writes `count` answers side by side; returns how many hold the word. */
export async function countFollowing(
  model: Gpt,
  tokenizer: Tokenizer,
  { topic, count, seed, locale }: { topic: string; count: number; seed: number; locale: Locale },
  signal: AbortSignal,
): Promise<number> {
  const request = tokenizer.encode(requestFor(topic));
  const rows = await complete(
    model,
    Array.from({ length: count }, () => request),
    { maxTokens: MOST[locale], temperature: TEMPERATURE, seed, signal },
  );
  return rows.filter(({ tokenIds }) => holds(answerOf(tokenizer, tokenIds), topic, locale)).length;
}

function answerOf(tokenizer: Tokenizer, tokenIds: ArrayLike<number>): string {
  return (tokenizer.decode(Array.from(tokenIds)).split(END)[0] ?? '').trim();
}
