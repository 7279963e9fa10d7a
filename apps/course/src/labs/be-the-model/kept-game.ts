/**
 * A game that survives a reload, character by character: passage, what has been revealed, and the chips on the table. The numbers are
 * the model's of then. What does not fit together is no game.
 */
import type { Locale } from '@glassbox/quiz';
import { numberIn, oneOf, type Persisted, persisted, record } from '../parts/persisted.ts';
import type { GuessingPlace } from '../worker/contract.ts';
import { CHIPS, type Game, NEW_GAME, OFFERED, placesToGuess, placeToAsk, type Round, roundOf } from './game.ts';

const KEPT_PHASES = ['idle', 'guessing', 'revealed', 'finished'] as const;
const LONGEST_TEXT = 2_000;

export interface KeptGame {
  /** The game that was played with this seed; undefined when none was. */
  find(seed: number): Game | undefined;
  /** Keeps a game that waits for the learner or is over; while the model is asked, the one before stays. */
  keep(game: Game): void;
}

export function keptGame(locale: Locale, store?: Storage): KeptGame {
  const parse = (json: unknown) => readGame(json, locale);
  const kept: Persisted<unknown> = persisted<unknown>(`glassbox.lab.be-the-model-${locale}.game`, parse, null, store);
  return {
    find: (seed) => {
      const game = kept.read() as Game | null;
      return game?.seed === seed ? game : undefined;
    },
    keep: (game) => {
      if (KEPT_PHASES.some((phase) => phase === game.phase)) kept.write(toJson(game));
    },
  };
}

/** As JSON; a finished game names no more characters and needs no frequencies. */
function toJson(game: Game): unknown {
  const { phase, seed, text, place, candidates, chips, rounds } = game;
  const frequencies = phase === 'finished' ? {} : game.frequencies;
  const told = rounds.map(({ place, yourProbability }) => ({ place, yourProbability }));
  return { phase, seed, text: text.join(''), frequencies, place, candidates, chips: [...chips], rounds: told };
}

function readGame(json: unknown, locale: Locale): Game | undefined {
  const fields = record(json);
  const phase = oneOf(fields?.phase, KEPT_PHASES, 'idle');
  const seed = numberIn(fields?.seed, 0, Number.MAX_SAFE_INTEGER, -1);
  if (phase === 'idle' || seed < 0 || typeof fields?.text !== 'string' || fields.text.length > LONGEST_TEXT) return;
  const text = [...fields.text];
  const places = placesToGuess(text, locale);
  const frequencies = readFrequencies(fields.frequencies);
  const rounds = Array.isArray(fields.rounds) ? fields.rounds.flatMap(readRound) : [];
  const game: Game = { ...NEW_GAME, seed, text, places, frequencies, rounds };
  if (rounds.length > places.length || !rounds.every(({ place }, i) => isPlaceOf(game, place, i))) return;
  if (phase === 'finished') return rounds.length > 0 ? { ...game, phase } : undefined;
  const place = readPlace(fields.place);
  const candidates = readTexts(fields.candidates);
  const chips = readChips(fields.chips, candidates);
  const at = phase === 'guessing' ? rounds.length : rounds.length - 1;
  return place && chips && isPlaceOf(game, place, at) ? { ...game, phase, place, candidates, chips } : undefined;
}

function isPlaceOf(game: Game, { before, truth }: GuessingPlace, round: number): boolean {
  const asked = placeToAsk({ ...game, rounds: game.rounds.slice(0, Math.max(0, round)) });
  return round >= 0 && asked?.before === before && asked.truth === truth;
}

function readRound(json: unknown): Round[] {
  const fields = record(json);
  const place = readPlace(fields?.place);
  const yours = numberIn(fields?.yourProbability, 0, 1, -1);
  return place && yours >= 0 ? [roundOf(place, yours)] : [];
}

function readPlace(json: unknown): GuessingPlace | undefined {
  const { before, truth, top, truthProbability, truthRank } = record(json) ?? {};
  const probability = numberIn(truthProbability, 0, 1, -1);
  const rank = numberIn(truthRank, 0, Number.MAX_SAFE_INTEGER, -1);
  if (typeof before !== 'string' || typeof truth !== 'string' || !Array.isArray(top)) return undefined;
  const likely = top.slice(0, OFFERED + 1).flatMap(readProbability);
  if (probability < 0 || rank < 0 || likely.length === 0) return undefined;
  return { before, truth, top: likely, truthProbability: probability, truthRank: rank };
}

function readProbability(json: unknown): GuessingPlace['top'] {
  const { text, probability } = record(json) ?? {};
  const sound = numberIn(probability, 0, 1, -1);
  return typeof text === 'string' && sound >= 0 ? [{ text, probability: sound }] : [];
}

function readFrequencies(json: unknown): Record<string, number> {
  const sound = Object.entries(record(json) ?? {}).filter(([, value]) => numberIn(value, 0, 1, -1) >= 0);
  return Object.fromEntries(sound) as Record<string, number>;
}

function readTexts(json: unknown): string[] {
  return Array.isArray(json) ? json.filter((text) => typeof text === 'string') : [];
}

/** Chips on candidates, no more than there are; else undefined. */
function readChips(json: unknown, candidates: readonly string[]): Map<string, number> | undefined {
  const chips = new Map<string, number>();
  for (const pair of Array.isArray(json) ? json : []) {
    const [text, count] = Array.isArray(pair) ? pair : [];
    if (!candidates.includes(text) || !Number.isInteger(count) || count < 0) return undefined;
    chips.set(text, count);
  }
  const placed = [...chips.values()].reduce((sum, count) => sum + count, 0);
  return placed <= CHIPS ? chips : undefined;
}
