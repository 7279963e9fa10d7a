/** The routes to an answer: what stands in the prompt, and what a model is taught. Runs wherever core runs. */
import { cloneGpt, type Gpt, type Tokenizer } from '@glassbox/core';
import { askModel, learnExamples, lessonExample, sentenceExample } from '@glassbox/core/hallucination';
import { Bm25Index, termsOf } from '@glassbox/core/rag';
import {
  answerText,
  documents,
  noteOfPassages,
  promptText,
  statements,
  trainingQuestions,
  trainingStatements,
  type World,
  type WorldQuestion,
} from '@glassbox/core/world';
import type { Speaker } from '../closed-world/ask.ts';
import type { ClosedWorld } from '../closed-world/open-world.ts';
import type { BenchProgress, GivenAnswer, RouteMeasure, RouteSetting } from './contract.ts';
import { GREETING, type Handbook, MANNER_NOTE, mannerQuestions, outcomeOfFact, outcomeOfManner } from './handbook.ts';

/** A greeting, the longest value, the end. */
const ANSWER_TOKENS = 12;
const ASKED_AT_ONCE = 16;
const BATCH_SIZE = 32;
const LEARNING_RATE = 5e-4;
/** Old sentences and old questions are practised along, so that they are not lost. */
const OLD_QUESTIONS = 120;
const MANNER_LESSONS = 600;
const TELL_EVERY = 2;

/** What one route is measured on. */
export interface Stand {
  closed: ClosedWorld;
  handbook: Handbook;
  setting: RouteSetting;
  signal: AbortSignal;
  tell: (progress: BenchProgress) => void;
}

export interface Student {
  model: Gpt;
  tokens: number;
  ms: number;
}

/** Resolves to the answers by one route and what they took; undefined when cancelled. */
export async function askRoute(
  { model, tokenizer }: Speaker,
  { closed, handbook, setting, signal, tell }: Stand,
): Promise<Omit<RouteMeasure, 'trainingTokens' | 'trainingMs'> | undefined> {
  const asked = questionsOf(closed, handbook, setting);
  const learnt = learntAnswers(handbook, setting);
  const { note, pasted } = noteFor(tokenizer, model.config.blockSize, { closed, handbook, setting, asked });
  const answers: GivenAnswer[] = [];
  let tokens = 0;
  const start = performance.now();
  const options = { seed: setting.seed, maxTokens: ANSWER_TOKENS, batchSize: ASKED_AT_ONCE, signal };
  for await (const record of askModel(model, tokenizer, asked, { ...options, ...(note && { note }) })) {
    const { question, text, promptTokens, writtenTokens } = record;
    tokens += promptTokens + writtenTokens;
    answers.push({
      question: handbook.gloss(question.text),
      answer: handbook.gloss(text),
      truth: handbook.gloss(truthOf(setting, question)),
      outcome:
        setting.task === 'manner'
          ? outcomeOfManner(question, text)
          : outcomeOfFact(question, text, learnt.get(question.id) ?? []),
    });
    tell({ phase: 'asking', done: answers.length, total: asked.length });
  }
  if (signal.aborted) return undefined;
  const answerMs = (performance.now() - start) / answers.length;
  return { answers, tokens: tokens / answers.length, answerMs, pasted };
}

function questionsOf(closed: ClosedWorld, handbook: Handbook, setting: RouteSetting): readonly WorldQuestion[] {
  return setting.task === 'manner' ? mannerQuestions(closed, setting) : handbook.editions[setting.edition].asked;
}

/** What the weights were taught; nothing by the other routes, whose old answers would be old by chance. */
function learntAnswers(
  { editions }: Handbook,
  { route, learnt }: RouteSetting,
): ReadonlyMap<string, readonly string[]> {
  return new Map(route === 'tuning' ? editions[learnt].asked.map(({ id, answers }) => [id, answers]) : []);
}

function truthOf({ task }: RouteSetting, { answers, language }: WorldQuestion): string {
  const truth = answerText(answers[0] ?? '', language);
  return task === 'manner' ? GREETING.zh + truth : truth;
}

type Note = (question: WorldQuestion) => string;

/** What stands before a question, by route; nothing where the route adds nothing. */
function noteFor(
  tokenizer: Tokenizer,
  blockSize: number,
  {
    closed,
    handbook,
    setting,
    asked,
  }: Pick<Stand, 'closed' | 'handbook' | 'setting'> & { asked: readonly WorldQuestion[] },
): { note?: Note; pasted: number } {
  const { route, task, edition, passages } = setting;
  if (route === 'prompt' && task === 'manner') return { note: () => MANNER_NOTE, pasted: 0 };
  if (route === 'prompt') {
    const fitting = whatFits(tokenizer, blockSize, handbook.editions[edition].entries, asked);
    return { note: () => noteOfPassages(fitting, closed.language), pasted: fitting.length };
  }
  if (route !== 'retrieval') return { pasted: 0 };
  const { entries, world } = handbook.editions[edition];
  const shelf = task === 'facts' ? entries : toldDocuments(world, closed);
  const find = searchOver(shelf);
  return { note: ({ text }) => noteOfPassages(find(text, passages), closed.language), pasted: 0 };
}

/** The first entries, as many as leave room for the longest question and an answer. */
export function whatFits(
  tokenizer: Tokenizer,
  blockSize: number,
  entries: readonly string[],
  asked: readonly Pick<WorldQuestion, 'text' | 'language'>[],
): string[] {
  const fits = (count: number) =>
    asked.every(({ text, language }) => {
      const prompt = promptText(text, language, noteOfPassages(entries.slice(0, count), language));
      return tokenizer.encode(prompt).length + ANSWER_TOKENS <= blockSize;
    });
  let count = 0;
  while (count < entries.length && fits(count + 1)) count++;
  return entries.slice(0, count);
}

function toldDocuments(world: World, { language }: ClosedWorld): string[] {
  return documents(world, language)
    .filter(({ factId }) => world.factById.get(factId)?.withheld === false)
    .map(({ text }) => text);
}

function searchOver(shelf: readonly string[]): (question: string, limit: number) => string[] {
  const index = new Bm25Index();
  for (const [place, text] of shelf.entries()) index.add(String(place), termsOf(text));
  return (question, limit) => index.search(termsOf(question), limit).map(({ id }) => shelf[Number(id)] ?? '');
}

/** Resolves to a copy that was taught, the caller's to dispose; undefined when cancelled. */
export async function teachCopy(
  { model, tokenizer }: Speaker,
  { closed, handbook, setting, signal, tell }: Stand,
): Promise<Student | undefined> {
  const { steps, seed } = setting;
  const examples =
    setting.task === 'manner' ? mannerLessons(tokenizer, closed) : factLessons(tokenizer, closed, handbook, setting);
  const student = cloneGpt(model);
  const start = performance.now();
  let tokens = 0;
  try {
    const options = { steps, batchSize: BATCH_SIZE, learningRate: LEARNING_RATE, seed, signal };
    for await (const { step, tokensSeen } of learnExamples(student, examples, options)) {
      tokens = tokensSeen;
      if (step % TELL_EVERY === 0 || step === steps) tell({ phase: 'training', done: step, total: steps });
    }
  } catch (error) {
    student.dispose();
    throw error;
  }
  if (!signal.aborted) return { model: student, tokens, ms: performance.now() - start };
  student.dispose();
  return undefined;
}

/** The handbook in every wording of its sentences and questions, and as much of what was known before. */
function factLessons(tokenizer: Tokenizer, closed: ClosedWorld, handbook: Handbook, { learnt }: RouteSetting) {
  const { language } = closed;
  const { world, asked } = handbook.editions[learnt];
  const ids = new Set(asked.flatMap(({ facts }) => facts));
  const told = world.facts.filter(({ id }) => ids.has(id)).flatMap((fact) => statements(world, fact, language));
  const old = spread(trainingStatements(closed.world, language), told.length);
  return [
    ...[...told, ...old].map((sentence) => sentenceExample(tokenizer, sentence)),
    ...[...handbookQuestions(world, closed, ids), ...oldQuestions(closed, OLD_QUESTIONS)].map((question) =>
      lessonExample(tokenizer, { question, answer: answerText(question.answers[0] ?? '', language) }),
    ),
  ];
}

/** Questions about the handbook in the wordings that training uses; the exam may use the others too. */
function handbookQuestions(world: World, { language, all }: ClosedWorld, ids: ReadonlySet<string>): WorldQuestion[] {
  return all.flatMap((question) => {
    const [fact] = question.facts;
    if (question.kind !== 'single' || question.heldOutPhrasing || fact === undefined || !ids.has(fact)) return [];
    const value = world.terms.get(world.factById.get(fact)?.value ?? '')?.name[language];
    return value === undefined ? [] : [{ ...question, answers: [value] }];
  });
}

/** Known questions of split `train`, answered after a greeting. */
function mannerLessons(tokenizer: Tokenizer, closed: ClosedWorld) {
  return oldQuestions(closed, MANNER_LESSONS).map((question) =>
    lessonExample(tokenizer, {
      question,
      answer: GREETING.zh + answerText(question.answers[0] ?? '', closed.language),
    }),
  );
}

function oldQuestions({ world, language }: ClosedWorld, count: number): WorldQuestion[] {
  return spread(trainingQuestions(world, language, ['single']), count);
}

/** So many of them, evenly from all over the list. */
function spread<Item>(items: readonly Item[], wanted: number): Item[] {
  const count = Math.min(wanted, items.length);
  return Array.from({ length: count }, (_, index) => items[Math.floor((index * items.length) / count)]).filter(
    (item) => item !== undefined,
  );
}
