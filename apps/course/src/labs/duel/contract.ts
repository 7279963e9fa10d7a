/** What the duel asks of its worker. */
import type { BackendInfo } from '@glassbox/core';
import type { Locale } from '@glassbox/quiz';
import type { BackendChoice } from '../worker/contract.ts';

export interface Candidate {
  text: string;
  probability: number;
}

export interface TwinsFacts {
  /** Every word the twins know. */
  words: readonly string[];
  parameters: { bert: number; gpt: number };
}

/** What both say about one hidden word, likeliest first, and what chance each gave the word that stood there. */
export interface BlankGuess {
  bert: readonly Candidate[];
  gpt: readonly Candidate[];
  truth: { bert: number; gpt: number };
}

/** How a duel is played. */
export interface DuelSetting {
  locale: Locale;
  /** How many kinds of things go into each of the two boxes. */
  kindsPerBox: 1 | 3;
  seed: number;
  /** Share of the examples that are put into the wrong box. */
  wrong: number;
  /** A third player: BERT's architecture with random weights, trained on the same labels. */
  untrained: boolean;
  /** Games per number of examples. */
  games: number;
}

/** One game with so many examples: shares of right answers in [0, 1]. */
export interface Round {
  game: number;
  count: number;
  gpt: number;
  bert: number;
  untrained?: number;
  /** What the answers of this game took: GPT read its prompts, BERT was trained first. */
  gptMs: number;
  bertMs: number;
}

/** The first game as it is given out. */
export interface GameShown {
  examples: readonly { thing: string; box: string; isWrong: boolean }[];
  question: string;
}

export interface DuelMethods {
  selectBackend: { params: { prefer: BackendChoice }; event: never; result: BackendInfo };
  open: { params: null; event: never; result: TwinsFacts };
  guess: { params: { words: readonly string[]; place: number; top: number }; event: never; result: BlankGuess };
  show: { params: DuelSetting; event: never; result: GameShown };
  play: { params: DuelSetting; event: Round; result: null };
}
