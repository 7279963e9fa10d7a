/** What can be chosen in the duel, what is kept of it, and what the rounds say. Pure. */
import type { Locale } from '@glassbox/quiz';
import { BACKEND_CHOICES } from '../parts/backend.ts';
import { isListOf, isNumber } from '../parts/kept-result.ts';
import { numberIn, oneOf, record } from '../parts/persisted.ts';
import type { LabLink } from '../parts/shared-settings.ts';
import type { BackendChoice } from '../worker/contract.ts';
import type { DuelSetting, Round } from './contract.ts';

export interface DuelChoices {
  text: string;
  /** Of the hidden word. */
  place: number;
  kindsPerBox: 1 | 3;
  wrong: number;
  untrained: boolean;
  games: number;
  seed: number;
  backend: BackendChoice;
  guess: number | undefined;
}

/** How many examples are given: as many as GPT's context of 64 tokens holds at most. */
export const COUNTS: Readonly<Record<1 | 3, readonly number[]>> = { 1: [2, 4, 8, 12], 3: [2, 4, 8, 16, 30] };
/** Games per number of examples. A game of one kind in each box has 8 questions, of three kinds 20. */
export const GAMES: readonly number[] = [1, 6];
export const WRONG_SHARES: readonly number[] = [0, 0.25, 0.5];
/** A sentence of the twins' corpus has about six words, and they read 64 tokens. */
const MOST_WORDS = 20;
const TEXT_MOST = 120;

const FIRST: Readonly<Record<Locale, { text: string; place: number }>> = {
  zh: { text: '鲸鱼住在海里', place: 1 },
  en: { text: 'the whale lives in the sea', place: 2 },
};

/** Sentences to try, each with a word that is hard from one side. */
export const SAMPLES: Readonly<Record<Locale, readonly { text: string; place: number }[]>> = {
  zh: [
    { text: '鲸鱼住在海里', place: 1 },
    { text: '狐狸住在森林里', place: 0 },
    { text: '钢琴奏出旋律', place: 1 },
    { text: '医生学了很多年', place: 4 },
  ],
  en: [
    { text: 'the whale lives in the sea', place: 2 },
    { text: 'the fox lives in the forest', place: 1 },
    { text: 'the piano plays a melody', place: 2 },
    { text: 'the tea is poured into a cup', place: 3 },
  ],
};

export const LINK: LabLink<DuelChoices> = {
  lab: 'duel',
  fields: {
    text: 'text',
    place: 'setting',
    kindsPerBox: 'setting',
    wrong: 'setting',
    untrained: 'setting',
    games: 'setting',
    seed: 'setting',
    backend: 'own',
    guess: 'own',
  },
};

export function firstChoices(locale: Locale): DuelChoices {
  return {
    ...FIRST[locale],
    kindsPerBox: 1,
    wrong: 0,
    untrained: false,
    games: 6,
    seed: 1,
    backend: 'auto',
    guess: undefined,
  };
}

/** Returns sound choices from unknown JSON. */
export function readChoices(json: unknown, locale: Locale): DuelChoices {
  const fields = record(json) ?? {};
  const first = firstChoices(locale);
  const text =
    typeof fields.text === 'string' && fields.text.trim() !== '' ? fields.text.slice(0, TEXT_MOST) : first.text;
  return {
    text,
    place: Math.round(numberIn(fields.place, 0, MOST_WORDS - 1, first.place)),
    kindsPerBox: fields.kindsPerBox === 3 ? 3 : 1,
    wrong: WRONG_SHARES.find((share) => share === fields.wrong) ?? 0,
    untrained: fields.untrained === true,
    games: GAMES.find((count) => count === fields.games) ?? first.games,
    seed: Math.round(numberIn(fields.seed, 0, 999_999, first.seed)),
    backend: oneOf(fields.backend, BACKEND_CHOICES, 'auto'),
    guess: typeof fields.guess === 'number' ? Math.round(numberIn(fields.guess, 0, 3, 0)) : undefined,
  };
}

export function settingOf({ kindsPerBox, wrong, untrained, games, seed }: DuelChoices, locale: Locale): DuelSetting {
  return { locale, kindsPerBox, wrong, untrained, games, seed };
}

/** Returns rounds from unknown JSON; undefined when one is damaged, or there is none. */
export function readRounds(json: unknown): Round[] | undefined {
  return isListOf(json, isRound) && json.length > 0 ? json : undefined;
}

function isRound(json: unknown): json is Round {
  const { game, count, gpt, bert, untrained, gptMs, bertMs } = record(json) ?? {};
  return [game, count, gpt, bert, gptMs, bertMs].every(isNumber) && (untrained === undefined || isNumber(untrained));
}

/** Cuts a text into words that are known, the longest first where words are not set apart; tells what is not known. */
export function cutWords(text: string, known: ReadonlySet<string>): { words: string[]; unknown: string[] } {
  const words: string[] = [];
  const unknown: string[] = [];
  const pieces = text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
  for (const piece of pieces) {
    if (known.has(piece) || /^[a-z0-9]+$/u.test(piece)) (known.has(piece) ? words : unknown).push(piece);
    else cutPiece([...piece], known, { words, unknown });
  }
  return { words: words.slice(0, MOST_WORDS), unknown };
}

function cutPiece(
  characters: readonly string[],
  known: ReadonlySet<string>,
  { words, unknown }: { words: string[]; unknown: string[] },
): void {
  let at = 0;
  while (at < characters.length) {
    let end = characters.length;
    while (end > at + 1 && !known.has(characters.slice(at, end).join(''))) end--;
    const word = characters.slice(at, end).join('');
    (known.has(word) ? words : unknown).push(word);
    at = end;
  }
}

/** Mean share of right answers over the games with so many examples, and its standard error. */
export interface CurvePoint {
  count: number;
  share: number;
  error: number;
}

/** Returns one player's curve from the rounds so far. */
export function curveOf(rounds: readonly Round[], player: 'gpt' | 'bert' | 'untrained'): CurvePoint[] {
  const counts = [...new Set(rounds.map(({ count }) => count))].sort((a, b) => a - b);
  return counts.flatMap((count) => {
    const shares = rounds.flatMap((round) => (round.count === count ? (round[player] ?? []) : []));
    if (shares.length === 0) return [];
    const share = shares.reduce((sum, one) => sum + one, 0) / shares.length;
    const spread = shares.reduce((sum, one) => sum + (one - share) ** 2, 0) / Math.max(1, shares.length - 1);
    return [{ count, share, error: Math.sqrt(spread / shares.length) }];
  });
}

/** Returns the number of examples from which BERT is never below GPT again; undefined when it is below at the end. */
export function crossingOf(rounds: readonly Round[]): number | undefined {
  const gpt = curveOf(rounds, 'gpt');
  const bert = curveOf(rounds, 'bert');
  let from: number | undefined;
  for (const [index, point] of bert.entries()) {
    if (point.share < (gpt[index]?.share ?? 1)) from = undefined;
    else from ??= point.count;
  }
  return from;
}

/** Which of the choices of the prediction a crossing is: 2, 4, 8 examples, or more. */
export function choiceOfCrossing(crossing: number | undefined): number {
  if (crossing === undefined) return 3;
  return crossing <= 2 ? 0 : crossing <= 4 ? 1 : crossing <= 8 ? 2 : 3;
}

/** Returns what one game took on average, in milliseconds. */
export function meanTimes(rounds: readonly Round[]): { gptMs: number; bertMs: number } {
  const mean = (of: (round: Round) => number) => rounds.reduce((sum, round) => sum + of(round), 0) / rounds.length;
  return { gptMs: mean(({ gptMs }) => gptMs), bertMs: mean(({ bertMs }) => bertMs) };
}
