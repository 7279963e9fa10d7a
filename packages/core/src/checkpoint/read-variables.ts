/** Copies variables from wherever they live to plain arrays. */
import type { Variable } from '@tensorflow/tfjs-core';
import type { TensorToWrite } from './write-safetensors.ts';

/** Returns the values of variables under their names, each with `prefix` before it. */
export async function readVariables(
  variables: ReadonlyMap<string, Variable>,
  prefix = '',
): Promise<(TensorToWrite & { values: Float32Array })[]> {
  return Promise.all(
    Array.from(variables, async ([name, variable]) => ({
      name: `${prefix}${name}`,
      shape: variable.shape,
      values: Float32Array.from((await variable.data()) as Float32Array), // wasm hands out a view of its heap
    })),
  );
}
