/** Questions to a model or to documents, judged and said in both languages. Runs wherever core runs. */
import { CHINESE_CHAT, chatStopTokens, complete, type Gpt, type Tokenizer } from '@glassbox/core';
import { type AnswerRecord, askModel, type DocumentAnswers } from '@glassbox/core/hallucination';
import { CAUTION, judge, noteOfPassages, promptText, type WorldQuestion } from '@glassbox/core/world';
import type { ExamAnswer, OneAnswer } from './contract.ts';
import { kindOf } from './exam.ts';
import type { Library } from './library.ts';
import type { ClosedWorld } from './open-world.ts';

/** The longest answer of the world is shorter. */
const MAX_TOKENS = 14;
/** So that progress shows and a cancel is heard. */
const BATCH_SIZE = 32;
/** How often one question is asked again. */
const SAMPLES = 20;
const SAMPLES_SHOWN = 5;

export interface Speaker {
  model: Gpt;
  tokenizer: Tokenizer;
}

/** What stands in the prompt before a question. */
export interface PromptParts {
  caution: boolean;
  passages: number;
  library: Library | undefined;
}

/** Yields one judged answer per question, cut where it is longer than the limit; 0 or none: no limit. */
export async function* askSpeaker(
  { model, tokenizer }: Speaker,
  world: ClosedWorld,
  asked: readonly WorldQuestion[],
  { seed, prompt, limit, signal }: { seed: number; prompt?: PromptParts; limit?: number; signal?: AbortSignal },
): AsyncGenerator<ExamAnswer, void> {
  const note = prompt && noteOf(world, prompt);
  const options = {
    seed,
    maxTokens: limit || MAX_TOKENS,
    batchSize: BATCH_SIZE,
    ...(note && { note }),
    ...(signal && { signal }),
  };
  for await (const record of askModel(model, tokenizer, asked, options)) yield answerOf(world, record);
}

/** Yields one judged answer per question from documents alone. */
export async function* askDocuments(
  documents: DocumentAnswers,
  world: ClosedWorld,
  asked: readonly WorldQuestion[],
  signal?: AbortSignal,
): AsyncGenerator<ExamAnswer, void> {
  for (const question of asked) {
    if (signal?.aborted) return;
    const { refused, text } = await documents.answer(question.text, signal ? { signal } : {});
    const verdict = refused ? 'refused' : judge(question, text);
    yield answerOf(world, { question, text, verdict, confidence: refused ? 0 : 1, promptTokens: 0, writtenTokens: 0 });
  }
}

/** Resolves to the likeliest answer, and to what is said when it is asked again and again by chance. */
export async function askAgain(
  speaker: Speaker,
  world: ClosedWorld,
  question: WorldQuestion,
  seed: number,
): Promise<OneAnswer | undefined> {
  const { model, tokenizer } = speaker;
  const prompt = tokenizer.encode(promptText(question.text, question.language));
  const rows = await complete(
    model,
    Array.from({ length: SAMPLES }, () => prompt),
    {
      maxTokens: MAX_TOKENS,
      temperature: 1,
      seed,
      stopTokens: chatStopTokens(tokenizer, CHINESE_CHAT),
    },
  );
  const counts = new Map<string, number>();
  for (const { tokenIds } of rows) {
    const text = tokenizer.decode(tokenIds).trim();
    counts.set(text, (counts.get(text) ?? 0) + 1);
  }
  const samples = [...counts]
    .sort(([, a], [, b]) => b - a)
    .slice(0, SAMPLES_SHOWN)
    .map(([text, count]) => ({ said: world.gloss(text), share: count / SAMPLES }));
  for await (const answer of askSpeaker(speaker, world, [question], { seed })) return { ...answer, samples };
  return undefined;
}

function answerOf(
  { gloss }: ClosedWorld,
  { question, text, verdict, confidence, promptTokens, writtenTokens }: AnswerRecord,
): ExamAnswer {
  const truths = question.answers.map(gloss);
  return {
    id: question.id,
    kind: kindOf(question) ?? 'missing',
    question: gloss(question.text),
    answer: gloss(text),
    truth: {
      text: truths.map(({ text: one }) => one).join('、'),
      gloss: truths.map(({ gloss: one }) => one).join(', '),
    },
    verdict,
    confidence: Math.min(1, confidence), // rounding may leave a hair more
    tokens: promptTokens + writtenTokens,
  };
}

function noteOf({ language }: ClosedWorld, { caution, passages, library }: PromptParts) {
  if (!caution && (passages === 0 || !library)) return undefined;
  return async ({ text }: WorldQuestion) => {
    const found = passages > 0 ? await library?.retriever.retrieve(text, passages) : undefined;
    return noteOfPassages([...(caution ? [CAUTION[language]] : []), ...(found ?? [])], language);
  };
}
