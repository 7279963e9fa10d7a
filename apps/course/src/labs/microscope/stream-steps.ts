/**
 * The two ends of a head: what one token is before it enters, and what of it is different when it leaves the layer. Every
 * vector has C numbers. Pure.
 */
import { mixed, type View } from './attention-steps.ts';
import { isOff } from './choices.ts';
import type { Look, OpenedModel } from './contract.ts';

/** What a head adds to a number is often a few hundredths. */
export const DECIMALS = 3;

/** What enters the first layer. */
export interface Embedding {
  token: Float32Array;
  place: Float32Array;
  /** token + place */
  sum: Float32Array;
}

/** before + head + others + mlp = after */
export interface LayerSum {
  before: Float32Array;
  /** What the head adds; zeros when it is off. */
  head: Float32Array;
  /** What the layer's other heads and the bias that belongs to none of them add. */
  others: Float32Array;
  mlp: Float32Array;
  after: Float32Array;
}

export function embeddingOf(look: Look, model: OpenedModel, place: number): Embedding {
  const { nEmbd: C } = model;
  return {
    token: rowOf(look.tokenVectors, place, C),
    place: rowOf(model.places, place, C),
    sum: streamAt(look, model, 0, place),
  };
}

/** Returns what enters a layer, layers counted from 0; for `layer` = nLayer what leaves the last one. */
export function streamAt(look: Look, { nEmbd: C }: OpenedModel, layer: number, place: number): Float32Array {
  return rowOf(look.stream, layer * look.tokens.length + place, C);
}

/** Returns what a layer does to one token, the chosen head's part set apart. */
export function layerSum(look: Look, model: OpenedModel, { layer, head, place }: View): LayerSum {
  const before = streamAt(look, model, layer, place);
  const after = streamAt(look, model, layer + 1, place);
  const own = addedBy(look, model, { layer, head, place });
  const others = Float32Array.from(model.outputBiases[layer] ?? []);
  for (let other = 0; other < model.nHead; other++) {
    if (other === head) continue;
    for (const [i, number] of addedBy(look, model, { layer, head: other, place }).entries()) {
      others[i] = (others[i] ?? 0) + number;
    }
  }
  const mlp = after.map((number, i) => number - (before[i] ?? 0) - (own[i] ?? 0) - (others[i] ?? 0));
  return { before, head: own, others, mlp, after };
}

/** Returns what one head adds to the stream: its D numbers times its D rows of the output table. */
function addedBy(look: Look, model: OpenedModel, view: View): Float32Array {
  const C = model.nEmbd;
  const sum = new Float32Array(C);
  if (isOff(look.off, view)) return sum;
  const weights = model.outputWeights[view.layer] ?? new Float32Array(0);
  const first = view.head * (C / model.nHead);
  for (const [d, number] of mixed(look, model, view).entries()) {
    for (const [i, weight] of rowOf(weights, first + d, C).entries()) sum[i] = (sum[i] ?? 0) + number * weight;
  }
  return sum;
}

function rowOf(numbers: Float32Array, row: number, width: number): Float32Array {
  return numbers.subarray(row * width, (row + 1) * width);
}
