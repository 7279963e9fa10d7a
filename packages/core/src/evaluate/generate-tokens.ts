/** Writing, one token at a time, with what the model thought of each: what a token strip shows and `generate` reads out. */
import { createRandom } from '@glassbox/kernels';
import { createBreather } from '../foundations/breathe.ts';
import { checkWhole } from '../foundations/check-whole.ts';
import type { Gpt } from '../model/gpt.ts';
import type { CompleteOptions } from './complete.ts';
import { createDecoder } from './decoder.ts';
import { checkSampling, drawToken, logProbOf, tokenProbabilities } from './sampling.ts';

/** As for `complete`, and how many other candidates to report. */
export interface GenerateTokensOptions extends CompleteOptions {
  /** How many of the likeliest tokens to report beside the written one. Default 0. */
  readonly alternatives?: number;
}

/** A token that could have come, and how likely the model thought it. */
export interface TokenAlternative {
  readonly tokenId: number;
  /** Nats, under the model at temperature 1, before any cut or penalty. */
  readonly logProb: number;
}

/** A token that was written, how likely it was, and what else could have come. */
export interface WrittenToken extends TokenAlternative {
  /** Of the draw it came from: after penalty, temperature, top-k and top-p. */
  readonly probability: number;
  /** The likeliest tokens, first the likeliest; the written one may be among them. */
  readonly alternatives: readonly TokenAlternative[];
}

/**
 * Yields the tokens that follow a prompt; a stop token is yielded and is the last. The same seed gives the same tokens.
 * See `decoder.ts` for what the model sees beyond blockSize. Leaving the loop early frees everything.
 *
 * @param prompt at least one token; the last blockSize are seen
 * @throws ConfigError on an empty prompt or an option out of range; ShapeError on a token id out of range
 * @example for await (const { tokenId, logProb } of generateTokens(model, [1, 2], { maxTokens: 9, seed: 7 })) show(tokenId, logProb);
 */
export async function* generateTokens(
  model: Gpt,
  prompt: ArrayLike<number>,
  options: GenerateTokensOptions,
): AsyncGenerator<WrittenToken, void> {
  const { maxTokens, seed, stopTokens = [], signal, alternatives = 0 } = options;
  checkSampling(options);
  checkWhole('generate', 'maxTokens', maxTokens, 0);
  checkWhole('generate', 'seed', seed);
  checkWhole('generate', 'alternatives', alternatives, 0);
  const decoder = createDecoder(model, [prompt], maxTokens);
  const random = createRandom(seed);
  const seen = new Set(Array.from(prompt));
  const breathe = createBreather();
  try {
    for (let count = 0; count < maxTokens && !signal?.aborted; count++) {
      const [logits = new Float32Array(0)] = await decoder.next();
      const probabilities = tokenProbabilities(logits, options, seen);
      const tokenId = drawToken(probabilities, random);
      yield {
        tokenId,
        logProb: logProbOf(logits, tokenId),
        probability: probabilities[tokenId] ?? 0,
        alternatives: likeliest(logits, alternatives),
      };
      if (stopTokens.includes(tokenId)) return;
      decoder.append(0, tokenId);
      seen.add(tokenId);
      await breathe();
    }
  } finally {
    decoder.dispose();
  }
}

function likeliest(logits: Float32Array, count: number): TokenAlternative[] {
  if (count === 0) return [];
  const order = Array.from(logits.keys()).sort((a, b) => (logits[b] ?? 0) - (logits[a] ?? 0) || a - b);
  return order.slice(0, count).map((tokenId) => ({ tokenId, logProb: logProbOf(logits, tokenId) }));
}
