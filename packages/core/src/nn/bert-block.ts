/**
 * One transformer block of BERT: look both ways (attention), then think (MLP), each added to the stream, which is
 * normalised after every sum (post-norm), where GPT-2 normalises before. Departs from BERT in one point: dropout acts
 * on the two outputs, not on attention weights, which are never stored.
 */
import { addLayerNorm, dropout, layerNorm, linear, selfAttention } from '@glassbox/kernels';
import { concat, reshape, type Tensor1D, type Tensor2D, type Tensor3D } from '@tensorflow/tfjs-core';
import type { BlockParameters } from './block.ts';
import { exactGelu } from './exact-gelu.ts';

export interface BertBlockSettings {
  /** [B, T] */
  readonly shape: readonly [number, number];
  readonly nHead: number;
  readonly epsilon: number;
  readonly activation: 'gelu' | 'gelu_new';
  /** B·T bytes, 1 = may be attended; padding is 0. */
  readonly mask: Uint8Array | undefined;
  /** 0 when not training. */
  readonly dropout: number;
  /** Two seeds: for attention's output and for the MLP's. */
  readonly dropoutSeeds: readonly [number, number];
}

/**
 * Returns norm(m + mlp(m)), where m = norm(x + attention(x)).
 *
 * @param x [N, C], N = B·T rows
 * @param parameters by Hugging Face name without the block's prefix, weights [out, in]: `attention.self.query.weight`
 * @returns [N, C]; the caller disposes it
 * @see Devlin et al. 2019, arXiv:1810.04805, section 3; Vaswani et al. 2017, section 3.1 (post-norm)
 */
export function bertBlock(x: Tensor2D, parameters: BlockParameters, settings: BertBlockSettings): Tensor2D {
  const [attentionSeed, mlpSeed] = settings.dropoutSeeds;
  const seen = attention(x, parameters, settings); // [N, C]
  const middle = addNormalised(x, seen, 'attention.output', parameters, { ...settings, seed: attentionSeed });
  const hidden = think(middle, parameters, settings); // [N, inner]
  return addNormalised(middle, hidden, 'output', parameters, { ...settings, seed: mlpSeed });
}

/** What every head gathered from all tokens of the row, [N, C]. */
function attention(x: Tensor2D, { matrix, vector }: BlockParameters, settings: BertBlockSettings): Tensor2D {
  const [B, T] = settings.shape;
  const C = x.shape[1];
  const parts = ['query', 'key', 'value'].map((part) => `attention.self.${part}`);
  const weight = concat(parts.map((part) => matrix(`${part}.weight`))) as Tensor2D; // 3 × [C, C] → [3C, C]
  const bias = concat(parts.map((part) => vector(`${part}.bias`))) as Tensor1D; // [3C]
  const qkv = linear(x, weight, bias, { transposeWeight: true }); // [N, 3C], as the kernel reads it
  const { nHead, mask } = settings;
  const mixed = selfAttention(reshape(qkv, [B, T, 3 * C]) as Tensor3D, { nHead, causal: false, ...(mask && { mask }) });
  return reshape(mixed, [B * T, C]) as Tensor2D;
}

/** act(x·Wᵀ + b), [N, C] → [N, inner] */
function think(x: Tensor2D, { matrix, vector }: BlockParameters, { activation }: BertBlockSettings): Tensor2D {
  const name = 'intermediate.dense';
  return activatedLinear(x, matrix(`${name}.weight`), vector(`${name}.bias`), activation);
}

/** Returns act(x·Wᵀ + b) of a weight [out, in]; the tanh approximation is fused into the product's kernel. */
export function activatedLinear(
  x: Tensor2D,
  weight: Tensor2D,
  bias: Tensor1D,
  activation: 'gelu' | 'gelu_new',
): Tensor2D {
  if (activation === 'gelu_new') return linear(x, weight, bias, { transposeWeight: true, activation: 'gelu' });
  return exactGelu(linear(x, weight, bias, { transposeWeight: true }));
}

/** norm(stream + dropout(x·Wᵀ + b)), [N, C] */
function addNormalised(
  stream: Tensor2D,
  x: Tensor2D,
  name: string,
  { matrix, vector }: BlockParameters,
  { epsilon, dropout: rate, seed }: { epsilon: number; dropout: number; seed: number },
): Tensor2D {
  const [weight, bias] = [matrix(`${name}.dense.weight`), vector(`${name}.dense.bias`)];
  const [gain, offset] = [vector(`${name}.LayerNorm.weight`), vector(`${name}.LayerNorm.bias`)];
  if (rate > 0) {
    const added = dropout(linear(x, weight, bias, { transposeWeight: true }), rate, seed);
    return addLayerNorm(added, stream, gain, offset, epsilon).normalised;
  }
  // Without dropout in between, the product's kernel adds the stream while its sums are still in registers.
  const sum = linear(x, weight, bias, { transposeWeight: true, residual: stream });
  return layerNorm(sum, gain, offset, epsilon);
}
