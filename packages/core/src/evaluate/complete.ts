/** Many continuations at once, as tokens: what reinforcement learning, evaluation and sampling several answers are made of. */
import { createRandom, type Random } from '@glassbox/kernels';
import { createBreather } from '../foundations/breathe.ts';
import { checkWhole } from '../foundations/check-whole.ts';
import { mixSeed } from '../foundations/random.ts';
import type { Gpt } from '../model/gpt.ts';
import { createDecoder } from './decoder.ts';
import { checkSampling, drawToken, logProbOf, type SamplingOptions, tokenProbabilities } from './sampling.ts';

/** How much to write, how to draw, when to end. */
export interface CompleteOptions extends SamplingOptions {
  /** The most tokens to write per prompt. */
  readonly maxTokens: number;
  /** Row r draws from a generator of its own; that of row 0 is the one `generate` uses with this seed. */
  readonly seed: number;
  /** A row ends after writing one of these. */
  readonly stopTokens?: readonly number[];
  /** Ends all rows soon after it aborts, without throwing. */
  readonly signal?: AbortSignal;
}

/** What was written after one prompt, and why it ended. */
export interface Completion {
  /** Without the prompt; a stop token is included. */
  readonly tokenIds: Int32Array;
  /** In nats, of each written token under the model at temperature 1, before any cut or penalty. */
  readonly logProbs: Float32Array;
  readonly ended: 'stop' | 'length' | 'aborted';
}

/**
 * Returns one completion per prompt. Rows share a batch but nothing else: each is what it would be alone, up to rounding
 * of the last bits, whatever its neighbours' lengths. See `decoder.ts` for what a row sees beyond blockSize.
 *
 * @param prompts at least one, each of at least one token; of a longer one the last blockSize tokens are seen
 * @throws ConfigError on an empty prompt or an option out of range; ShapeError on a token id out of range
 * @example const [answer] = await complete(model, [tokenizer.encode('春')], { maxTokens: 24, seed: 7 });
 */
export async function complete(
  model: Gpt,
  prompts: readonly ArrayLike<number>[],
  options: CompleteOptions,
): Promise<Completion[]> {
  const { maxTokens, seed, stopTokens = [], signal } = options;
  checkSampling(options);
  checkWhole('complete', 'maxTokens', maxTokens, 0);
  checkWhole('complete', 'seed', seed);
  const decoder = createDecoder(model, prompts, maxTokens);
  const rows = prompts.map((prompt, row) => startRow(prompt, row === 0 ? seed : mixSeed(seed, row)));
  const breathe = createBreather();
  try {
    for (let count = 0; count < maxTokens && decoder.open > 0 && !signal?.aborted; count++) {
      const logits = await decoder.next();
      for (const [index, row] of rows.entries()) {
        const scores = logits[index];
        if (!scores) continue;
        const tokenId = writeToken(row, scores, options);
        decoder.append(index, tokenId);
        row.ended = stopTokens.includes(tokenId) ? 'stop' : count + 1 === maxTokens ? 'length' : undefined;
        if (row.ended) decoder.end(index);
      }
      await breathe();
    }
  } finally {
    decoder.dispose();
  }
  return rows.map(({ written, logProbs, ended }) => ({
    tokenIds: Int32Array.from(written),
    logProbs: Float32Array.from(logProbs),
    ended: ended ?? (maxTokens === 0 ? 'length' : 'aborted'),
  }));
}

interface Row {
  readonly random: Random;
  /** Every token of prompt and completion, for the repetition penalty. */
  readonly seen: Set<number>;
  readonly written: number[];
  readonly logProbs: number[];
  ended: Completion['ended'] | undefined;
}

function startRow(prompt: ArrayLike<number>, seed: number): Row {
  return { random: createRandom(seed), seen: new Set(Array.from(prompt)), written: [], logProbs: [], ended: undefined };
}

/** Draws a row's next token and writes it down. */
function writeToken(row: Row, logits: Float32Array, options: SamplingOptions): number {
  const tokenId = drawToken(tokenProbabilities(logits, options, row.seen), row.random);
  row.seen.add(tokenId);
  row.written.push(tokenId);
  row.logProbs.push(logProbOf(logits, tokenId));
  return tokenId;
}
