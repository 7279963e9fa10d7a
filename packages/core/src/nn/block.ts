/**
 * One transformer block of GPT-2: look back (attention), then think (MLP), each on a normalised copy of the residual
 * stream and added to it. Departs from GPT-2 in one point: dropout acts on the two outputs, not on attention weights,
 * which are never stored.
 */
import { dropout, layerNorm, linear, selfAttention } from '@glassbox/kernels';
import { add, reshape, type Tensor1D, type Tensor2D, type Tensor3D } from '@tensorflow/tfjs-core';

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
  const [attentionSeed, mlpSeed] = settings.dropoutSeeds;
  const seen = attention(norm(x, 'ln_1', parameters, settings), parameters, settings);
  const middle = addProjected(x, seen, 'attn.c_proj', parameters, { rate: settings.dropout, seed: attentionSeed });
  const hidden = layer(norm(middle, 'ln_2', parameters, settings), 'mlp.c_fc', parameters, 'gelu'); // [N, 4C]
  return addProjected(middle, hidden, 'mlp.c_proj', parameters, { rate: settings.dropout, seed: mlpSeed });
}

/** Returns dropout(x) while training and x itself otherwise. */
export function dropped(x: Tensor2D, rate: number, seed: number): Tensor2D {
  return rate === 0 ? x : dropout(x, rate, seed);
}

function norm(x: Tensor2D, name: string, { vector }: BlockParameters, { epsilon }: BlockSettings): Tensor2D {
  return layerNorm(x, vector(`${name}.weight`), vector(`${name}.bias`), epsilon);
}

/** What every head gathered from the tokens up to each one, [N, C]. */
function attention(x: Tensor2D, parameters: BlockParameters, { shape, nHead }: BlockSettings): Tensor2D {
  const [B, T] = shape;
  const C = x.shape[1];
  const qkv = layer(x, 'attn.c_attn', parameters); // [N, 3C]: queries, keys and values of all heads side by side
  const mixed = selfAttention(reshape(qkv, [B, T, 3 * C]) as Tensor3D, { nHead }); // [B, T, C]
  return reshape(mixed, [B * T, C]) as Tensor2D;
}

/** act(x·W + b) */
function layer(x: Tensor2D, name: string, { matrix, vector }: BlockParameters, activation: 'none' | 'gelu' = 'none') {
  return linear(x, matrix(`${name}.weight`), vector(`${name}.bias`), { activation });
}

/** stream + dropout(x·W + b): what a sublayer found goes back to the residual stream, [N, C]. */
function addProjected(
  stream: Tensor2D,
  x: Tensor2D,
  name: string,
  parameters: BlockParameters,
  { rate, seed }: { rate: number; seed: number },
): Tensor2D {
  if (rate > 0) return add(stream, dropout(layer(x, name, parameters), rate, seed));
  const { matrix, vector } = parameters;
  // Without dropout in between, the product's kernel adds the stream while its sums are still in registers.
  return linear(x, matrix(`${name}.weight`), vector(`${name}.bias`), { residual: stream });
}
