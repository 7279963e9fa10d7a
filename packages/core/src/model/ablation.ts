/**
 * Which parts of a model are switched off: to see what a head, an MLP or a layer is good for, take it away and look at
 * what the model can no longer do.
 */
import { ConfigError } from '../foundations/errors.ts';
import type { BlockAblation } from '../nn/block.ts';
import type { GptConfig } from './gpt-config.ts';

/** Every list counts layers and heads from 0; leave out what stays whole. */
export interface Ablation {
  /** What these heads gather is replaced by 0; the bias of `c_proj`, which belongs to no head, stays. */
  readonly heads?: readonly { readonly layer: number; readonly head: number }[];
  /** Layers whose whole attention, bias included, adds nothing to the residual stream. */
  readonly attentions?: readonly number[];
  /** Layers whose MLP adds nothing. */
  readonly mlps?: readonly number[];
  /** Layers of which neither adds anything: the stream passes as if the block were not there. */
  readonly layers?: readonly number[];
}

/** Returns what is switched off by either of the two. */
export function joinAblations(first: Ablation = {}, second: Ablation = {}): Ablation {
  return {
    heads: [...(first.heads ?? []), ...(second.heads ?? [])],
    attentions: [...(first.attentions ?? []), ...(second.attentions ?? [])],
    mlps: [...(first.mlps ?? []), ...(second.mlps ?? [])],
    layers: [...(first.layers ?? []), ...(second.layers ?? [])],
  };
}

/** Returns what is switched off inside one layer. */
export function ablationOfLayer(ablation: Ablation | undefined, layer: number): BlockAblation | undefined {
  if (!ablation) return undefined;
  const { heads = [], attentions = [], mlps = [], layers = [] } = ablation;
  const isWholeLayer = layers.includes(layer);
  return {
    attention: isWholeLayer || attentions.includes(layer),
    mlp: isWholeLayer || mlps.includes(layer),
    heads: heads.filter((one) => one.layer === layer).map(({ head }) => head),
  };
}

/** Throws a ConfigError that names the first layer or head the model does not have. */
export function checkAblation(ablation: Ablation, { nLayer, nHead }: GptConfig): void {
  const { heads = [], attentions = [], mlps = [], layers = [] } = ablation;
  for (const [field, list] of Object.entries({ attentions, mlps, layers })) {
    for (const layer of list) checkIndex(field, layer, nLayer, 'layers');
  }
  for (const { layer, head } of heads) {
    checkIndex('heads.layer', layer, nLayer, 'layers');
    checkIndex('heads.head', head, nHead, 'heads per layer');
  }
}

function checkIndex(field: string, index: number, count: number, what: string): void {
  if (Number.isInteger(index) && index >= 0 && index < count) return;
  throw new ConfigError(
    `ablation: ${field} is ${index}; 0 to ${count - 1} was needed, the model has ${count} ${what}; count from 0.`,
    field,
  );
}
