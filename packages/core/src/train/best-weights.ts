/** The weights of the best step so far, copied off the device, so that a run can end with them. */
import { tensor, tidy, type Variable } from '@tensorflow/tfjs-core';
import { readVariables } from '../checkpoint/read-variables.ts';

/** By parameter name. */
export type BestWeights = ReadonlyMap<string, Float32Array>;

/** Returns a copy of the parameters' values. */
export async function copyWeights(parameters: ReadonlyMap<string, Variable>): Promise<BestWeights> {
  const weights = await readVariables(parameters);
  return new Map(weights.map(({ name, values }) => [name, values]));
}

/** Puts values into the parameters of the same names. */
export function assignWeights(parameters: ReadonlyMap<string, Variable>, values: BestWeights): void {
  for (const [name, parameter] of parameters) {
    const stored = values.get(name);
    if (stored) tidy(() => parameter.assign(tensor(stored, parameter.shape)));
  }
}
