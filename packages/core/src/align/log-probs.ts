/** What a model thinks of texts that are already written: the state before every token, and how likely the token was. */
import { embedding, tokenLogProbs } from '@glassbox/kernels';
import { reshape, type Tensor1D, type Tensor2D, tidy } from '@tensorflow/tfjs-core';
import { createBreather } from '../foundations/breathe.ts';
import type { Gpt } from '../model/gpt.ts';
import { joinSequences, type Sequences, splitByLength, type TokenIds } from './sequences.ts';

/**
 * Returns the states [N, C] that some rows of a batch have after the last norm, with a gradient; the caller disposes.
 * Logits, values and rewards are read off them.
 *
 * @param rows which rows of [B·T]: `sequences.rows` or `sequences.ends`
 * @throws ShapeError if a token id is out of range
 */
export function statesAt(model: Gpt, { inputs, shape }: Sequences, rows: Int32Array): Tensor2D {
  return tidy(() => {
    const [B, T] = shape;
    const stream: Tensor2D = reshape(model.hidden(inputs, shape), [B * T, model.config.nEmbd]); // [B·T, C]
    return embedding(stream, rows, [rows.length]) as Tensor2D; // a lookup by row: its gradient adds back to the same rows
  });
}

/**
 * Returns log π(token | what precedes it) [N] of every written token, in nats, with a gradient; the caller disposes.
 *
 * @throws ShapeError if a token id is out of range
 */
export function logProbsOf(model: Gpt, sequences: Sequences): Tensor1D {
  return tidy(() => tokenLogProbs(model.logitsOf(statesAt(model, sequences, sequences.rows)), sequences.targets));
}

/** How many texts one forward pass reads at most; bounds memory, changes no result. */
const CHUNK = 32;

/**
 * Resolves to log π(token | what precedes it) of every token of every completion, in nats; no gradient.
 *
 * @throws AlignError if a prompt or completion is empty or too long; ShapeError if a token id is out of range
 * @example const [first] = await completionLogProbs(model, [[1, 2]], [[3, 4, 5]]); // three numbers, all ≤ 0
 */
export async function completionLogProbs(
  model: Gpt,
  prompts: readonly TokenIds[],
  completions: readonly TokenIds[],
): Promise<Float32Array[]> {
  const results: Float32Array[] = [];
  const breathe = createBreather();
  for (let start = 0; start === 0 || start < prompts.length; start += CHUNK) {
    const end = start + CHUNK;
    const sequences = joinSequences(prompts.slice(start, end), completions.slice(start, end), model.config.blockSize);
    results.push(...splitByLength(await readAndDispose(logProbsOf(model, sequences)), sequences.lengths));
    await breathe();
  }
  return results;
}

/** Resolves to a copy of a tensor's values, and frees it. */
export async function readAndDispose(tensor: {
  data(): Promise<ArrayLike<number>>;
  dispose(): void;
}): Promise<Float32Array> {
  try {
    return Float32Array.from(await tensor.data()); // wasm hands out a view of its heap
  } finally {
    tensor.dispose();
  }
}
