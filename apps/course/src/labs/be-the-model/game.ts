/**
 * Be the model: a pure state machine. A held-out text is uncovered character by character; at each place the learner
 * puts chips on candidates, then truth and both surprises come out.
 *
 *   idle → loading → guessing → revealed → loading → … → finished        any → failed → loading
 *      ↖ cancel ┘        └─ stop ──┴──────────────────────↗
 */
import type { Locale } from '@glassbox/quiz';
import { beliefProbability, bits } from '../parts/bits.ts';
import type { RunFailure } from '../training/run-state.ts';
import type { GuessingPlace } from '../worker/contract.ts';

export const CHIPS = 5;
const ROUNDS = 10;
/** How many of the model's most likely characters are offered. */
export const OFFERED = 5;

export interface Round {
  place: GuessingPlace;
  yourProbability: number;
  yourBits: number;
  modelBits: number;
}

export interface Game {
  phase: 'idle' | 'loading' | 'guessing' | 'revealed' | 'finished' | 'failed';
  /** What the passage was drawn with. */
  seed: number;
  /** Code points of the passage. */
  text: readonly string[];
  frequencies: Readonly<Record<string, number>>;
  /** Indices of `text` to guess, in order. */
  places: readonly number[];
  place: GuessingPlace | undefined;
  candidates: readonly string[];
  chips: ReadonlyMap<string, number>;
  rounds: readonly Round[];
  failure: RunFailure | undefined;
}

export type GameInput =
  | { kind: 'start'; seed: number }
  | { kind: 'next' | 'reveal' | 'cancel' | 'stop' | 'retry' }
  | { kind: 'text'; text: string; frequencies: Readonly<Record<string, number>>; locale: Locale }
  | { kind: 'place'; place: GuessingPlace }
  | { kind: 'put' | 'take' | 'name'; character: string }
  | { kind: 'failed'; failure: RunFailure };

export const NEW_GAME: Game = {
  phase: 'idle',
  seed: 0,
  text: [],
  frequencies: {},
  places: [],
  place: undefined,
  candidates: [],
  chips: new Map(),
  rounds: [],
  failure: undefined,
};

/** The game after an input; an input that makes no sense now leaves it as it is. */
export function nextGame(game: Game, input: GameInput): Game {
  switch (input.kind) {
    case 'start':
      return { ...NEW_GAME, phase: 'loading', seed: input.seed };
    case 'text': {
      if (game.phase !== 'loading') return game;
      const text = [...input.text];
      return { ...game, text, frequencies: input.frequencies, places: placesToGuess(text, input.locale) };
    }
    case 'place':
      if (game.phase !== 'loading') return game;
      return { ...game, phase: 'guessing', place: input.place, candidates: offered(input.place), chips: new Map() };
    case 'put':
      return game.phase === 'guessing' && chipsLeft(game) > 0 ? withChips(game, input.character, 1) : game;
    case 'take':
      return game.phase === 'guessing' && (game.chips.get(input.character) ?? 0) > 0
        ? withChips(game, input.character, -1)
        : game;
    case 'name':
      return named(game, input.character);
    case 'reveal':
      return reveal(game);
    case 'next':
      if (game.phase !== 'revealed') return game;
      return { ...game, phase: game.rounds.length >= game.places.length ? 'finished' : 'loading' };
    case 'cancel':
      if (game.phase !== 'loading') return game;
      return game.rounds.length > 0 ? { ...game, phase: 'revealed' } : NEW_GAME;
    case 'stop':
      return isPlaying(game) && game.rounds.length > 0 ? { ...game, phase: 'finished' } : game;
    case 'retry':
      return game.phase === 'failed' && game.text.length > 0 ? { ...game, phase: 'loading', failure: undefined } : game;
    case 'failed':
      return { ...game, phase: 'failed', failure: input.failure };
  }
}

/** A place is on the table, before or after the reveal. */
export function isPlaying({ phase }: Game): boolean {
  return phase === 'guessing' || phase === 'revealed';
}

export function chipsLeft(game: Game): number {
  return CHIPS - [...game.chips.values()].reduce((sum, count) => sum + count, 0);
}

/** The part of the text that is uncovered, and the character to come. */
export function placeToAsk(game: Game): { before: string; truth: string } | undefined {
  const index = game.places[game.rounds.length];
  if (index === undefined) return undefined;
  return { before: game.text.slice(0, index).join(''), truth: game.text[index] ?? '' };
}

/**
 * Which characters are guessed. Chinese: the characters, not the marks, of the second line on. English: letters in a
 * row from the first word after the opening.
 */
export function placesToGuess(text: readonly string[], locale: Locale): number[] {
  const opening = locale === 'zh' ? text.findIndex((c) => /[，。！？]/u.test(c)) + 1 : englishOpening(text);
  const guessable = (c: string) => (locale === 'zh' ? /\p{Script=Han}/u.test(c) : c !== '\n');
  return text.flatMap((c, index) => (index >= opening && guessable(c) ? [index] : [])).slice(0, ROUNDS);
}

/** Enough to know who speaks about what; ends after a space, so that a word begins. */
function englishOpening(text: readonly string[]): number {
  const SHOWN = 48;
  return text.indexOf(' ', Math.min(SHOWN, text.length - ROUNDS - 1)) + 1;
}

/** Sorted by code point: the order must not tell what the model thinks. */
function offered(place: GuessingPlace): string[] {
  return place.top
    .slice(0, OFFERED)
    .map(({ text }) => text)
    .sort();
}

function withChips(game: Game, character: string, change: number): Game {
  const chips = new Map(game.chips);
  chips.set(character, (chips.get(character) ?? 0) + change);
  return { ...game, chips };
}

/** A character of the learner's own joins the candidates and gets a chip. */
function named(game: Game, typed: string): Game {
  const character = [...typed.trim()][0];
  if (game.phase !== 'guessing' || character === undefined || !(character in game.frequencies)) return game;
  const candidates = game.candidates.includes(character) ? game.candidates : [...game.candidates, character];
  return nextGame({ ...game, candidates }, { kind: 'put', character });
}

function reveal(game: Game): Game {
  const { place } = game;
  if (game.phase !== 'guessing' || !place) return game;
  const frequency = (character: string) => game.frequencies[character] ?? 0;
  const yourProbability = beliefProbability({ chips: game.chips, chipCount: CHIPS }, place.truth, frequency);
  return { ...game, phase: 'revealed', rounds: [...game.rounds, roundOf(place, yourProbability)] };
}

/** A round as it is scored. */
export function roundOf(place: GuessingPlace, yourProbability: number): Round {
  return { place, yourProbability, yourBits: bits(yourProbability), modelBits: bits(place.truthProbability) };
}

export interface Score {
  yours: number;
  model: number;
}

/** Mean bits per character of both, or undefined before the first reveal. */
export function meanBits(rounds: readonly Round[]): Score | undefined {
  if (rounds.length === 0) return undefined;
  const mean = (of: (round: Round) => number) => rounds.reduce((sum, round) => sum + of(round), 0) / rounds.length;
  return { yours: mean((round) => round.yourBits), model: mean((round) => round.modelBits) };
}

export type Winner = 'you' | 'model' | 'even';

/** Less than this many bits a character apart is called even. */
const EVEN_BITS = 0.3;

export function winnerOf({ yours, model }: Score): Winner {
  if (Math.abs(yours - model) < EVEN_BITS) return 'even';
  return yours < model ? 'you' : 'model';
}
