/**
 * Writes several texts side by side, one row each of a batch: a look at a model in training then costs about as much as
 * one text would, which is what slow graphics processors need. Every text begins behind a blank line, as in a corpus,
 * and draws with a seed of its own. A row that has ended is carried along unread.
 */
import {
  createRandom,
  drawToken,
  type Gpt,
  type Random,
  type Tokenizer,
  TokenizerError,
  tokenProbabilities,
} from '@glassbox/core';
import { oneTurn } from './one-turn.ts';

const BEGINNING = '\n\n';

export interface WriteOptions {
  count: number;
  maxTokens: number;
  temperature: number;
  /** A text ends once it ends with this; empty: only maxTokens ends it. */
  stop: string;
  seed: number;
}

interface Row {
  tokenIds: number[];
  text: string;
  random: Random;
}

/** Returns the texts, without the blank line; none when the signal aborts before they are done. */
export async function writeTexts(
  model: Gpt,
  tokenizer: Tokenizer,
  options: WriteOptions,
  signal: AbortSignal,
): Promise<string[]> {
  const { count, maxTokens, stop, seed } = options;
  const beginning = beginningOf(tokenizer);
  const rows: Row[] = Array.from({ length: count }, (_, index) => ({
    tokenIds: [...beginning],
    text: '',
    random: createRandom(seed * 100 + index),
  }));
  const ended = (row: Row) => stop !== '' && row.text.endsWith(stop);
  for (let written = 0; written < maxTokens && !rows.every(ended); written++) {
    if (signal.aborted) return [];
    const logits = await lastLogits(model, rows);
    for (const [index, row] of rows.entries()) {
      const own = logits.subarray(index * model.config.vocabSize, (index + 1) * model.config.vocabSize);
      const tokenId = drawToken(tokenProbabilities(own, { temperature: options.temperature }), row.random);
      row.tokenIds.push(tokenId);
      if (!ended(row)) row.text += tokenizer.decode([tokenId]);
    }
    await oneTurn();
  }
  return rows.map(({ text }) => text);
}

/** A text without line breaks has none in its vocabulary: then its first token begins. */
function beginningOf(tokenizer: Tokenizer): number[] {
  try {
    return [...tokenizer.encode(BEGINNING)];
  } catch (error) {
    if (error instanceof TokenizerError) return [0];
    throw error;
  }
}

/** Logits [B·V] after the last token of each row; rows are equally long. The context is always blockSize wide: shapes that change would make WebGPU compile anew. */
async function lastLogits(model: Gpt, rows: readonly Row[]): Promise<Float32Array> {
  const { blockSize } = model.config;
  const length = Math.min(rows[0]?.tokenIds.length ?? 0, blockSize);
  const context = new Int32Array(rows.length * blockSize); // [B, T]; what stands behind the last token is never seen
  for (const [index, row] of rows.entries()) context.set(row.tokenIds.slice(-blockSize), index * blockSize);
  const logits = model.logitsAt(context, [rows.length, blockSize], length - 1);
  try {
    return (await logits.data()) as Float32Array;
  } finally {
    logits.dispose();
  }
}
