/**
 * One transformer block of GPT-2: look back (attention), then think (MLP), each on a normalised copy of the residual
 * stream and added to it. Departs from GPT-2 in one point: dropout acts on the two outputs, not on attention weights,
 * which are never stored.
 */
import { dropout, layerNorm, linear, selfAttention } from '@glassbox/kernels';
import { add, mul, reshape, type Tensor1D, type Tensor2D, type Tensor3D, tensor1d } from '@tensorflow/tfjs-core';

/** Where a block finds its parameters: by Hugging Face name without the block's prefix, such as `attn.c_attn.weight`. */
export interface BlockParameters {
  matrix(name: string): Tensor2D;
  vector(name: string): Tensor1D;
}

/** What a block leaves out; see `Ablation` of model/ablation.ts. */
export interface BlockAblation {
  readonly attention: boolean;
  readonly mlp: boolean;
  readonly heads: readonly number[];
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
  /** From queries, keys and values side by side, [B, T, 3C], to what the heads gathered, [B, T, C]: stored, cached or watched. */
  readonly attend: (qkv: Tensor3D) => Tensor3D;
  readonly without?: BlockAblation | undefined;
}

/** Returns the usual `attend`: causal attention within the tokens at hand. */
export function attendWithin(nHead: number, mask?: Uint8Array): (qkv: Tensor3D) => Tensor3D {
  return (qkv) => selfAttention(qkv, { nHead, ...(mask && { mask }) });
}

/**
 * Returns x + attention(norm(x)), then that plus mlp(norm(that)).
 *
 * @param x residual stream [N, C], N = B·T rows
 * @returns [N, C]; the caller disposes it
 * @see Radford et al. 2019, section 2.3 (pre-norm); Vaswani et al. 2017, sections 3.2 and 3.3
 */
export function transformerBlock(x: Tensor2D, parameters: BlockParameters, settings: BlockSettings): Tensor2D {
  const middle = settings.without?.attention ? x : addAttention(x, parameters, settings);
  return settings.without?.mlp ? middle : addMlp(middle, parameters, settings);
}

/** Returns dropout(x) while training and x itself otherwise. */
export function dropped(x: Tensor2D, rate: number, seed: number): Tensor2D {
  return rate === 0 ? x : dropout(x, rate, seed);
}

/** x plus what every head gathered from the tokens up to each one, [N, C]. */
function addAttention(x: Tensor2D, parameters: BlockParameters, settings: BlockSettings): Tensor2D {
  const [B, T] = settings.shape;
  const C = x.shape[1];
  const qkv = layer(norm(x, 'ln_1', parameters, settings), 'attn.c_attn', parameters); // [N, 3C], heads side by side
  const mixed = settings.attend(reshape(qkv, [B, T, 3 * C]) as Tensor3D); // [B, T, C]
  const seen = withoutHeads(reshape(mixed, [B * T, C]) as Tensor2D, settings);
  const [seed] = settings.dropoutSeeds;
  return addProjected(x, seen, 'attn.c_proj', parameters, { rate: settings.dropout, seed });
}

/** x plus what two layers make of each token on its own, [N, C]. */
function addMlp(x: Tensor2D, parameters: BlockParameters, settings: BlockSettings): Tensor2D {
  const hidden = layer(norm(x, 'ln_2', parameters, settings), 'mlp.c_fc', parameters, 'gelu'); // [N, 4C]
  const [, seed] = settings.dropoutSeeds;
  return addProjected(x, hidden, 'mlp.c_proj', parameters, { rate: settings.dropout, seed });
}

/** [N, C] with 0 in the columns of the heads that are switched off. */
function withoutHeads(x: Tensor2D, { without, nHead }: BlockSettings): Tensor2D {
  if (!without || without.heads.length === 0) return x;
  const C = x.shape[1];
  const kept = Float32Array.from({ length: C }, (_, i) =>
    without.heads.includes(Math.floor((i * nHead) / C)) ? 0 : 1,
  );
  return mul(x, tensor1d(kept));
}

function norm(x: Tensor2D, name: string, { vector }: BlockParameters, { epsilon }: BlockSettings): Tensor2D {
  return layerNorm(x, vector(`${name}.weight`), vector(`${name}.bias`), epsilon);
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
