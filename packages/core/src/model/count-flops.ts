/**
 * How much a GPT computes, part by part. A multiply-add is two floating-point operations. Counted are the matrix
 * products and the norms; left out, as in both papers below, are biases, GELU, softmax and the adds of the stream.
 */
import { checkWhole } from '../foundations/check-whole.ts';
import { type ByComponent, withTotal } from './count-parameters.ts';
import { completeGptConfig, type GptConfig } from './gpt-config.ts';

/** How many tokens are read. */
export interface CountFlopsOptions {
  /** B, sequences. Default 1. */
  readonly batch?: number;
  /** T, tokens of each that are read. Default blockSize. */
  readonly length?: number;
  /** Tokens of each that a cache holds already. Default 0. With length 1 this is one step of generation. */
  readonly past?: number;
}

/** Floating-point operations by component, there and back. */
export interface FlopCounts {
  readonly forward: ByComponent;
  /** Of training; a cache has none, so leave `past` out. */
  readonly backward: ByComponent;
}

/** Per element of a layer norm: mean, difference, square and its mean, scaling, gain, bias. */
const NORM_FLOPS = 7;
/** Backward, per element: two means of products, two differences, three scalings, sums for gain and bias. */
const NORM_GRADIENT_FLOPS = 14;

/**
 * Returns the floating-point operations of reading B·T tokens, N = B·T, with logits for all of them:
 * forward qkv 2·N·C·3C, scores 2·2·N·(past + T)·C, projection 2·N·C·C, MLP 2·2·N·C·4C per layer, head 2·N·C·V.
 *
 * Backward every product takes two: one for what came in, one for the weight. Attention takes five instead of four: its
 * weights were not stored and are computed again. Scores are counted for all pairs of tokens, as the papers do, although
 * causality hides half of them.
 *
 * @throws ConfigError if a field or option is out of range
 * @see Kaplan et al. 2020, arXiv:2001.08361, section 2.1 and table 1; Hoffmann et al. 2022, arXiv:2203.15556, appendix F;
 *   Dao et al. 2022, arXiv:2205.14135, appendix B (recomputation)
 * @example countFlops(config, { length: 1, past: 100 }).forward.total; // one generated token
 */
export function countFlops(config: GptConfig, options: CountFlopsOptions = {}): FlopCounts {
  const { vocabSize: V, nLayer, nEmbd: C, blockSize } = completeGptConfig(config);
  const { batch = 1, length = blockSize, past = 0 } = options;
  checkWhole('countFlops', 'batch', batch, 1);
  checkWhole('countFlops', 'length', length, 1);
  checkWhole('countFlops', 'past', past, 0);
  const rows = batch * length;
  const scores = 2 * 2 * nLayer * rows * (past + length) * C;
  const norms = (2 * nLayer + 1) * rows * C;
  const products = {
    attentionQkv: nLayer * productFlops(rows, C, 3 * C),
    attentionProjection: nLayer * productFlops(rows, C, C),
    mlp: nLayer * (productFlops(rows, C, 4 * C) + productFlops(rows, 4 * C, C)),
    head: productFlops(rows, C, V),
  };
  const lookups = { tokenEmbedding: 0, positionEmbedding: 0 };
  return {
    forward: withTotal({ ...lookups, ...products, attentionScores: scores, norms: NORM_FLOPS * norms }),
    backward: withTotal({
      ...lookups,
      attentionQkv: 2 * products.attentionQkv,
      attentionScores: (5 / 2) * scores,
      attentionProjection: 2 * products.attentionProjection,
      mlp: 2 * products.mlp,
      norms: NORM_GRADIENT_FLOPS * norms,
      head: 2 * products.head,
    }),
  };
}

/**
 * Returns the usual estimate of a whole training run, 6·N·D: each parameter takes part in one multiply-add forward and
 * two backward per token.
 *
 * @param parameters N
 * @param tokens D, tokens read in all
 * @see Kaplan et al. 2020, arXiv:2001.08361, section 2.1; Brown et al. 2020, table D.1 uses it for GPT-3's 3.14e23
 */
export function estimateTrainingFlops(parameters: number, tokens: number): number {
  return 6 * parameters * tokens;
}

/** [N, in]·[in, out] */
function productFlops(rows: number, input: number, output: number): number {
  return 2 * rows * input * output;
}
