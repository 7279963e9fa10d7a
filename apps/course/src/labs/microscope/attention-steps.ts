/** From two vectors to a share of attention: the numbers behind one cell of one head's map. Pure. */
import type { Look, OpenedModel } from './contract.ts';

/** One head, and the token that asks. */
export interface View {
  layer: number;
  head: number;
  /** Counts tokens from 0. */
  place: number;
}

/** What the asking token sees of one token, itself included. */
export interface Step {
  token: string;
  place: number;
  /** q·k */
  product: number;
  /** q·k / √D */
  score: number;
  /** softmax of the scores */
  weight: number;
}

/** Returns one row per token that may be seen, in the order of the text. */
export function attentionSteps(look: Look, model: OpenedModel, view: View): Step[] {
  const size = model.nEmbd / model.nHead;
  const query = vectorOf(look.queries, look, model, view, view.place);
  const products = look.tokens.slice(0, view.place + 1).map((_, place) => {
    const key = vectorOf(look.keys, look, model, view, place);
    return productsOf(query, key).reduce((sum, product) => sum + product, 0);
  });
  const scores = products.map((product) => product / Math.sqrt(size));
  const weights = softmax(scores);
  return products.map((product, place) => ({
    token: look.tokens[place] ?? '',
    place,
    product,
    score: scores[place] ?? 0,
    weight: weights[place] ?? 0,
  }));
}

/** Returns a head's whole map: [T][T], what each token (row) sees of each (column). */
export function attentionMap(look: Look, model: OpenedModel, { layer, head }: Omit<View, 'place'>): Float32Array[] {
  const T = look.tokens.length;
  const start = (layer * model.nHead + head) * T * T;
  return Array.from({ length: T }, (_, row) => look.attention.subarray(start + row * T, start + (row + 1) * T));
}

/** Returns the query, key or value of one token in one head: D numbers. */
export function vectorOf(
  numbers: Float32Array,
  { tokens }: Look,
  { nEmbd, nHead }: OpenedModel,
  { layer, head }: Omit<View, 'place'>,
  place: number,
): Float32Array {
  const size = nEmbd / nHead;
  const start = ((layer * nHead + head) * tokens.length + place) * size;
  return numbers.subarray(start, start + size);
}

/** Returns the D products that add up to q·k. */
export function productsOf(query: Float32Array, key: Float32Array): Float32Array {
  return query.map((number, i) => number * (key[i] ?? 0));
}

/** Returns what the head hands on, D numbers: the values, each times its weight, added up. */
export function mixed(look: Look, model: OpenedModel, view: View): Float32Array {
  const steps = attentionSteps(look, model, view);
  const sum = new Float32Array(model.nEmbd / model.nHead);
  for (const { place, weight } of steps) {
    for (const [i, value] of vectorOf(look.values, look, model, view, place).entries()) {
      sum[i] = (sum[i] ?? 0) + weight * value;
    }
  }
  return sum;
}

function softmax(scores: readonly number[]): number[] {
  const most = Math.max(...scores);
  const powers = scores.map((score) => Math.exp(score - most));
  const total = powers.reduce((sum, power) => sum + power, 0);
  return powers.map((power) => power / total);
}
