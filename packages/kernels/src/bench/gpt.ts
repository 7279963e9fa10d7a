/** The benchmark's GPT-2: its sizes, first weights and training batches, the same for every implementation compared. */
import { ones, type Tensor, tensor, type Variable, variable, zeros } from '@tensorflow/tfjs-core';
import { createRandom } from '../random/random.ts';

/** Sizes of model and batch, in the letters of `docs`: T tokens per sequence, B sequences, V token ids. */
export interface GptSizes {
  nLayer: number;
  nEmbd: number;
  nHead: number;
  T: number;
  B: number;
  V: number;
}

/** The train step all targets speak of: 826,176 parameters. */
export const STEP_SIZES: GptSizes = { nLayer: 4, nEmbd: 128, nHead: 4, T: 128, B: 16, V: 65 };

export type Parameters = Record<string, Variable>;

/** One batch: B·T token ids and the ids that follow them. */
export interface Batch {
  ids: Int32Array;
  targets: Int32Array;
}

/** Spread of the first weights; uniform, so that other languages can read them from a file without a recipe. */
const WEIGHT_SPREAD = 0.04;

/** Multiplies and adds of one step's products, forward and backward: 6 per weight and token, and the attention's. */
export function countStepFlop({ nLayer, nEmbd, T, B, V }: GptSizes): number {
  const weights = nLayer * 12 * nEmbd * nEmbd + V * nEmbd;
  return 6 * weights * B * T + 12 * nLayer * T * nEmbd * B * T;
}

/**
 * Returns fresh variables in the order of use; the caller disposes them. `tied` models read logits through `wte`; `spread`
 * is the width of the interval around 0 that weights are drawn from.
 */
export function createParameters(sizes: GptSizes, { tied = false, spread = WEIGHT_SPREAD } = {}): Parameters {
  const { nLayer, nEmbd, T, V } = sizes;
  const random = createRandom(1);
  const parameters: Parameters = {};
  const keep = (name: string, value: Tensor) => {
    parameters[name] = variable(value);
    value.dispose();
  };
  const weight = (name: string, rows: number, columns: number) => {
    const values = Float32Array.from({ length: rows * columns }, () => spread * (random.next() - 0.5));
    keep(name, tensor(values, [rows, columns]));
  };
  const norm = (name: string) => {
    keep(`${name}.gain`, ones([nEmbd]));
    keep(`${name}.bias`, zeros([nEmbd]));
  };
  const linear = (name: string, from: number, to: number) => {
    weight(`${name}.weight`, from, to);
    keep(`${name}.bias`, zeros([to]));
  };
  weight('wte', V, nEmbd);
  weight('wpe', T, nEmbd);
  for (let layer = 0; layer < nLayer; layer++) {
    norm(`${layer}.ln1`);
    linear(`${layer}.qkv`, nEmbd, 3 * nEmbd);
    linear(`${layer}.out`, nEmbd, nEmbd);
    norm(`${layer}.ln2`);
    linear(`${layer}.up`, nEmbd, 4 * nEmbd);
    linear(`${layer}.down`, 4 * nEmbd, nEmbd);
  }
  norm('ln');
  if (!tied) weight('head', nEmbd, V);
  return parameters;
}

export function disposeParameters(parameters: Parameters): void {
  for (const parameter of Object.values(parameters)) parameter.dispose();
}

export function countParameters(parameters: Parameters): number {
  return Object.values(parameters).reduce((sum, { size }) => sum + size, 0);
}

/** The batch of step `step`, counted from 1. `bench/peers/torch-step.py` repeats this formula. */
export function createBatch({ B, T, V }: GptSizes, step: number): Batch {
  const ids = Int32Array.from({ length: B * T }, (_, i) => (i * 7 + step + (i % 5)) % V);
  return { ids, targets: ids.map((_, i) => ids[(i + 1) % ids.length] ?? 0) };
}
