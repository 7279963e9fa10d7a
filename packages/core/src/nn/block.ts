/**
 * One transformer block of GPT-2: look back (attention), then think (MLP), each on a normalised copy of the residual
 * stream and added to it. Departs from GPT-2 in one point: dropout acts on the two outputs, not on attention weights,
 * which are never stored.
 */
import { causalAttention, dropout, gelu, layerNorm, linear } from '@glassbox/kernels';
import { add, reshape, split, type Tensor1D, type Tensor2D, type Tensor4D, transpose } from '@tensorflow/tfjs-core';

/** Where a block finds its parameters: by Hugging Face name without the block's prefix, such as `attn.c_attn.weight`. */
export interface BlockParameters {
  matrix(name: string): Tensor2D;
  vector(name: string): Tensor1D;
}

export interface BlockSettings {
  /** [B, T] */
  readonly shape: readonly [number, number];
  readonly nHead: number;
  readonly epsilon: number;
  /** 0 when not training. */
  readonly dropout: number;
  /** Two seeds: for attention's output and for the MLP's. */
  readonly dropoutSeeds: readonly [number, number];
}

/**
 * Returns x + attention(norm(x)), then that plus mlp(norm(that)).
 *
 * @param x residual stream [N, C], N = B·T rows
 * @returns [N, C]; the caller disposes it
 * @see Radford et al. 2019, section 2.3 (pre-norm); Vaswani et al. 2017, sections 3.2 and 3.3
 */
export function transformerBlock(x: Tensor2D, parameters: BlockParameters, settings: BlockSettings): Tensor2D {
  const { dropout: rate, dropoutSeeds } = settings;
  const seen = attention(norm(x, 'ln_1', parameters, settings), parameters, settings);
  const middle = add(x, dropped(seen, rate, dropoutSeeds[0])) as Tensor2D;
  const thought = mlp(norm(middle, 'ln_2', parameters, settings), parameters);
  return add(middle, dropped(thought, rate, dropoutSeeds[1])) as Tensor2D;
}

/** Returns dropout(x) while training and x itself otherwise. */
export function dropped(x: Tensor2D, rate: number, seed: number): Tensor2D {
  return rate === 0 ? x : dropout(x, rate, seed);
}

function norm(x: Tensor2D, name: string, { vector }: BlockParameters, { epsilon }: BlockSettings): Tensor2D {
  return layerNorm(x, vector(`${name}.weight`), vector(`${name}.bias`), epsilon);
}

function attention(x: Tensor2D, { matrix, vector }: BlockParameters, { shape, nHead }: BlockSettings): Tensor2D {
  const [B, T] = shape;
  const C = x.shape[1];
  const headDim = C / nHead;
  const qkv = linear(x, matrix('attn.c_attn.weight'), vector('attn.c_attn.bias')); // [N, 3C]
  const heads = transpose(reshape(qkv, [B, T, 3 * nHead, headDim]), [0, 2, 1, 3]); // [B, 3H, T, D]
  const [q, k, v] = split(heads as Tensor4D, 3, 1) as [Tensor4D, Tensor4D, Tensor4D]; // three of [B, H, T, D]
  const mixed = causalAttention(q, k, v); // [B, H, T, D]
  const merged = reshape(transpose(mixed, [0, 2, 1, 3]), [B * T, C]) as Tensor2D; // [N, C]
  return linear(merged, matrix('attn.c_proj.weight'), vector('attn.c_proj.bias'));
}

function mlp(x: Tensor2D, { matrix, vector }: BlockParameters): Tensor2D {
  const hidden = gelu(linear(x, matrix('mlp.c_fc.weight'), vector('mlp.c_fc.bias'))); // [N, 4C]
  return linear(hidden as Tensor2D, matrix('mlp.c_proj.weight'), vector('mlp.c_proj.bias')); // [N, C]
}
