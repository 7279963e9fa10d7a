/** How good a search and its answers are. Pure functions over plain lists, each hand-checkable. */
import type { Citation } from './evidence.ts';
import type { AnswerSentence } from './generator.ts';
import { isSupported } from './support.ts';

/** The ranks (from 1) at which relevant results stand, and how many relevant ones there are in all. */
export interface RankedResult {
  readonly relevantRanks: readonly number[];
  /** At least 1. */
  readonly relevantCount: number;
}

/** Returns the mean share of the relevant results that stand among the first k. */
export function recallAtK(results: readonly RankedResult[], k: number): number {
  return mean(
    results.map(({ relevantRanks, relevantCount }) => relevantRanks.filter((rank) => rank <= k).length / relevantCount),
  );
}

/** Returns the mean reciprocal rank: 1/rank of the first relevant result, 0 where there is none. */
export function meanReciprocalRank(results: readonly RankedResult[]): number {
  return mean(results.map(({ relevantRanks }) => (relevantRanks.length === 0 ? 0 : 1 / Math.min(...relevantRanks))));
}

/**
 * Returns the mean normalised discounted cumulative gain of the first k, with gains 0 and 1:
 * DCG = Σ 1/log₂(1 + rank), divided by the DCG of the best possible order.
 *
 * @see Järvelin & Kekäläinen 2002
 */
export function ndcgAtK(results: readonly RankedResult[], k: number): number {
  const discount = (rank: number) => 1 / Math.log2(1 + rank);
  return mean(
    results.map(({ relevantRanks, relevantCount }) => {
      const gained = sum(relevantRanks.filter((rank) => rank <= k).map(discount));
      return gained / sum(Array.from({ length: Math.min(k, relevantCount) }, (_, i) => discount(i + 1)));
    }),
  );
}

/**
 * Returns the share of answer sentences that their citations support: word for word, or by `isSupported`. 1 where
 * nothing was said.
 *
 * @param quoteOf the text a citation points to
 */
export function faithfulness(sentences: readonly AnswerSentence[], quoteOf: (citation: Citation) => string): number {
  if (sentences.length === 0) return 1;
  const supported = sentences.filter(({ text, citations }) =>
    citations.some((citation) => quoteOf(citation).includes(text) || isSupported(text, quoteOf(citation))),
  );
  return supported.length / sentences.length;
}

/** How well refusals fall on the right questions. */
export interface RefusalScores {
  /** Of the refused questions, the share that no document answers; undefined if none was refused. */
  readonly precision: number | undefined;
  /** Of the questions that no document answers, the share refused; undefined if there is none. */
  readonly recall: number | undefined;
  /** Of the questions that a document answers, the share answered; undefined if there is none. */
  readonly answered: number | undefined;
}

/** Returns how well a system knows when to refuse. */
export function refusalScores(
  outcomes: readonly { readonly answerable: boolean; readonly refused: boolean }[],
): RefusalScores {
  const share = (part: number, whole: number) => (whole === 0 ? undefined : part / whole);
  const refused = outcomes.filter((one) => one.refused);
  const rightlyRefused = refused.filter((one) => !one.answerable).length;
  const answerable = outcomes.filter((one) => one.answerable);
  return {
    precision: share(rightlyRefused, refused.length),
    recall: share(rightlyRefused, outcomes.length - answerable.length),
    answered: share(answerable.filter((one) => !one.refused).length, answerable.length),
  };
}

function mean(values: readonly number[]): number {
  return values.length === 0 ? Number.NaN : sum(values) / values.length;
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
