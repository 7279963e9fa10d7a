/** The rounds of the judging: what is asked, how votes are counted, what is kept. Pure. */
import type { Locale } from '@glassbox/quiz';
import { BACKEND_CHOICES } from '../parts/backend.ts';
import { numberIn, oneOf, record } from '../parts/persisted.ts';
import type { LabLink } from '../parts/shared-settings.ts';
import type { BackendChoice } from '../worker/contract.ts';
import { type Answer, type Count, MODELS, type ModelName } from './contract.ts';

export const ROUNDS = 4;
/** Answers per word when the lab counts. */
export const PER_TOPIC = 5;
export const TOPIC_MOST: Readonly<Record<Locale, number>> = { zh: 2, en: 12 };

/** The words of the lessons that the taught model had. */
export const TOPICS: Readonly<Record<Locale, readonly string[]>> = {
  zh: ['月', '风', '花', '酒', '春', '秋', '山', '雪'],
  en: ['love', 'king', 'lord', 'good', 'father', 'heart', 'sweet', 'death'],
};
/** Steps between the words of two rounds, so that neighbours in the list do not follow each other. */
const STRIDE = 3;

export type Vote = ModelName | 'none';

export interface Round {
  topic: string;
  answers: readonly Answer[];
  vote?: Vote;
}

export interface JudgingChoices {
  seed: number;
  backend: BackendChoice;
  guess: number | undefined;
  rounds: readonly Round[];
}

export const LINK: LabLink<JudgingChoices> = {
  lab: 'blind-judging',
  fields: { seed: 'setting', backend: 'own', guess: 'own', rounds: 'own' },
};

export function firstChoices(): JudgingChoices {
  return { seed: 1, backend: 'auto', guess: undefined, rounds: [] };
}

export function topicOf(locale: Locale, seed: number, round: number): string {
  const topics = TOPICS[locale];
  return topics[(seed + STRIDE * round) % topics.length] ?? '';
}

/** Every round draws anew. */
export function seedOf(seed: number, round: number): number {
  return seed * 100 + round;
}

export function votesFor(rounds: readonly Round[], vote: Vote): number {
  return rounds.filter((round) => round.vote === vote).length;
}

/** The models with most votes; none when nobody got any. */
export function winners(rounds: readonly Round[]): ModelName[] {
  const most = Math.max(...MODELS.map((model) => votesFor(rounds, model)));
  return most === 0 ? [] : MODELS.filter((model) => votesFor(rounds, model) === most);
}

/** All four answers are there: only then can one be better than the others. */
export function isComplete(answers: readonly Answer[]): boolean {
  return answers.length === MODELS.length && new Set(answers.map(({ model }) => model)).size === MODELS.length;
}

/** What the main button does. Votes are only ever erased after a whole count, or they would be lost to a press on Stop. */
export type MainAction = 'next' | 'vote' | 'reveal' | 'count' | 'again';

export function mainAction(lab: {
  rounds: readonly Round[];
  /** A round is on the page. */
  asking: boolean;
  voted: boolean;
  answers: readonly Answer[];
  counts: readonly Count[];
}): MainAction {
  if (isJudged(lab.rounds)) {
    if (lab.asking) return 'reveal';
    return lab.counts.length === MODELS.length ? 'again' : 'count';
  }
  return lab.asking && !lab.voted && isComplete(lab.answers) ? 'vote' : 'next';
}

export function isJudged(rounds: readonly Round[]): boolean {
  return rounds.length === ROUNDS && rounds.every(({ vote }) => vote !== undefined);
}

/** Returns sound choices from unknown JSON; a link carries no rounds. */
export function readChoices(json: unknown): JudgingChoices {
  const fields = record(json) ?? {};
  const first = firstChoices();
  return {
    seed: Math.round(numberIn(fields.seed, 0, 999_999, first.seed)),
    backend: oneOf(fields.backend, BACKEND_CHOICES, first.backend),
    guess: typeof fields.guess === 'number' ? Math.round(numberIn(fields.guess, 0, MODELS.length - 1, 0)) : undefined,
    rounds: Array.isArray(fields.rounds) ? fields.rounds.slice(0, ROUNDS).flatMap(readRound) : [],
  };
}

function readRound(json: unknown): Round[] {
  const { topic, answers, vote } = record(json) ?? {};
  if (typeof topic !== 'string' || !Array.isArray(answers)) return [];
  const sound = answers.flatMap(readAnswer);
  if (!isComplete(sound)) return [];
  const known = [...MODELS, 'none' as const].find((one) => one === vote);
  return known === undefined ? [] : [{ topic, answers: sound, vote: known }];
}

function readAnswer(json: unknown): Answer[] {
  const { model, text, follows } = record(json) ?? {};
  const known = MODELS.find((one) => one === model);
  return known && typeof text === 'string' && typeof follows === 'boolean' ? [{ model: known, text, follows }] : [];
}
