/** Requests of the recipe `journey`: a word in a line of its own and a blank line; lessons in fulfilling them, and how many are. */
import { complete, createRandom, type Gpt, type TokenExample, type Tokenizer } from '@glassbox/core';
import { JOURNEY_TOPICS } from '../index.ts';

export type JourneyLanguage = keyof typeof JOURNEY_TOPICS;

export const TEMPERATURE = 0.8;
/** Lessons per topic; a text may come more than once. */
const PER_TOPIC = 400;
/** English texts count up to here: later words may be cut off by the limit. */
const LOOKED_AT = 80;
/** Characters of the first line of a stanza. */
const FIRST_LINE = 5;
const END = '\n\n';

function requestOf(topic: string): string {
  return `\n\n${topic}\n\n`;
}

function holds(text: string, topic: string, language: JourneyLanguage): boolean {
  if (language === 'zh') return text.includes(topic);
  return new RegExp(`\\b${topic}\\b`, 'i').test(text.slice(0, LOOKED_AT));
}

/** Requests, each with one of `texts` that fulfils it; only the answer counts. */
export function requestLessons(
  texts: readonly string[],
  {
    language,
    tokenizer,
    blockSize,
    seed,
  }: { language: JourneyLanguage; tokenizer: Tokenizer; blockSize: number; seed: number },
): TokenExample[] {
  const random = createRandom(seed);
  return JOURNEY_TOPICS[language].flatMap((topic) => {
    const fitting = texts.filter((text) => holds(beginningOf(text, language), topic, language));
    const request = tokenizer.encode(requestOf(topic));
    return Array.from({ length: PER_TOPIC }, () => {
      const text = fitting[Math.floor(random.next() * fitting.length)] ?? '';
      const tokenIds = Int32Array.from([...request, ...tokenizer.encode(text + END)]).slice(0, blockSize + 1);
      return { tokenIds, counted: Uint8Array.from(tokenIds, (_, place) => (place < request.length ? 0 : 1)) };
    });
  });
}

/**
 * The first line, without the speaker's name. Lessons whose word came anywhere taught little: one token of thirty told of
 * the request, and 27 % of the Chinese texts held the word after 600 steps, against 14 % before.
 */
function beginningOf(text: string, language: JourneyLanguage): string {
  return language === 'zh' ? text.slice(0, FIRST_LINE) : (text.split('\n')[1] ?? '');
}

export interface Answered {
  readonly written: readonly { readonly topic: string; readonly text: string }[];
  /** Share of the texts that hold the word asked for. */
  readonly follows: number;
}

/** Has a model answer `perTopic` requests for each of the eight words. */
export async function answerRequests(
  model: Gpt,
  tokenizer: Tokenizer,
  {
    language,
    perTopic,
    maxTokens,
    seed,
  }: { language: JourneyLanguage; perTopic: number; maxTokens: number; seed: number },
): Promise<Answered> {
  const written: { topic: string; text: string }[] = [];
  for (const [index, topic] of JOURNEY_TOPICS[language].entries()) {
    const prompts = Array.from({ length: perTopic }, () => tokenizer.encode(requestOf(topic)));
    const rows = await complete(model, prompts, { maxTokens, temperature: TEMPERATURE, seed: seed + index });
    for (const { tokenIds } of rows) {
      written.push({ topic, text: (tokenizer.decode(tokenIds).split(END)[0] ?? '').trim() });
    }
  }
  const right = written.filter(({ topic, text }) => holds(text, topic, language)).length;
  return { written, follows: right / written.length };
}
