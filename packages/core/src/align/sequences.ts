/**
 * Prompts with their completions as one batch for a causal model: rows are padded on the right, where nothing that
 * counts can see the padding. The losses work on one flat list of all written tokens, N in all, without gaps.
 */
import { getBackend } from '@tensorflow/tfjs-core';
import type { BatchShape } from '../data/batches.ts';
import { AlignError } from './align-error.ts';

/** Token ids of one text. */
export type TokenIds = ArrayLike<number>;

export interface Sequences {
  /** shape [B·T]: prompt, then completion, then zeros. */
  readonly inputs: Int32Array;
  readonly shape: BatchShape;
  /** shape [N]: the row of [B·T] whose state the written token is predicted from. */
  readonly rows: Int32Array;
  /** shape [N]: the written tokens. */
  readonly targets: Int32Array;
  /** shape [N]: 1 for a written token, 0 for one that only fills up N. */
  readonly weights: Float32Array;
  /** shape [N]: which completion the token belongs to. */
  readonly owners: Int32Array;
  /** shape [B]: the row of [B·T] of each completion's last token. */
  readonly ends: Int32Array;
  /** shape [B]: tokens per completion. */
  readonly lengths: Int32Array;
}

/**
 * Returns the batch of B prompts and their completions. On WebGPU, where shaders are compiled per shape, T and N are
 * filled up to powers of two.
 *
 * @param blockSize the longest prompt with completion, in tokens
 * @throws AlignError if the lists differ in length or are empty, a prompt or completion is empty, or a pair is too long
 */
export function joinSequences(
  prompts: readonly TokenIds[],
  completions: readonly TokenIds[],
  blockSize: number,
): Sequences {
  checkPairs(prompts, completions, blockSize);
  const B = prompts.length;
  const longest = Math.max(...prompts.map((prompt, b) => prompt.length + lengthOf(completions[b])));
  const T = Math.min(blockSize, filledUp(longest));
  const lengths = Int32Array.from(completions, (completion) => completion.length);
  const count = lengths.reduce((sum, length) => sum + length, 0);
  const N = filledUp(count);
  const sequences = {
    inputs: new Int32Array(B * T),
    shape: [B, T] as const,
    rows: new Int32Array(N),
    targets: new Int32Array(N),
    weights: new Float32Array(N),
    owners: new Int32Array(N),
    ends: new Int32Array(B),
    lengths,
  };
  let n = 0;
  prompts.forEach((prompt, b) => {
    const completion = completions[b] ?? [];
    sequences.inputs.set(prompt, b * T);
    sequences.inputs.set(completion, b * T + prompt.length);
    sequences.ends[b] = b * T + prompt.length + completion.length - 1;
    for (let t = 0; t < completion.length; t++, n++) {
      sequences.rows[n] = b * T + prompt.length - 1 + t;
      sequences.targets[n] = completion[t] ?? 0;
      sequences.weights[n] = 1;
      sequences.owners[n] = b;
    }
  });
  return sequences;
}

/** Returns a flat list of numbers per written token as one list per completion. */
export function splitByLength(flat: ArrayLike<number>, lengths: ArrayLike<number>): Float32Array[] {
  let start = 0;
  return Array.from(lengths, (length) => {
    const part = Float32Array.from({ length }, (_, t) => flat[start + t] ?? Number.NaN);
    start += length;
    return part;
  });
}

/** Returns lists of numbers per written token as one flat list of N; what fills up is 0. */
export function joinFlat(parts: readonly ArrayLike<number>[], N: number): Float32Array {
  const flat = new Float32Array(N);
  let start = 0;
  for (const part of parts) {
    flat.set(part, start);
    start += part.length;
  }
  return flat;
}

function checkPairs(prompts: readonly TokenIds[], completions: readonly TokenIds[], blockSize: number): void {
  if (prompts.length === 0 || prompts.length !== completions.length) {
    throw new AlignError(
      `sequences: ${prompts.length} prompts and ${completions.length} completions were found; as many of each, at least one, were needed; check the lists.`,
    );
  }
  prompts.forEach((prompt, b) => {
    const written = lengthOf(completions[b]);
    if (prompt.length > 0 && written > 0 && prompt.length + written <= blockSize) return;
    throw new AlignError(
      `sequences: pair ${b} has a prompt of ${prompt.length} and a completion of ${written} tokens; at least one of each, ` +
        `at most ${blockSize} together, were needed; drop or shorten it.`,
    );
  });
}

function lengthOf(completion: TokenIds | undefined): number {
  return completion?.length ?? 0;
}

function filledUp(length: number): number {
  return getBackend() === 'webgpu' ? 2 ** Math.ceil(Math.log2(length)) : length;
}
