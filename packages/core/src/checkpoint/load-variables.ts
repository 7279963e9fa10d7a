/**
 * Stored tensors become variables one after the other, so that at no time more than the model and one tensor's numbers
 * stand in memory.
 */
import { getBackend, type Variable } from '@tensorflow/tfjs-core';
import { CheckpointError } from '../foundations/errors.ts';
import { disposeAll, requireBackend, variableOf } from '../model/variables.ts';
import type { MatchedTensors } from './match-tensors.ts';
import type { StoredTensor } from './weight-files.ts';

/** Numbers that are compared at once. */
const PIECE = 2 ** 16;

/**
 * Returns a variable per matched tensor on the current backend; the caller disposes them.
 *
 * @throws CheckpointError naming a tensor that can't be read, or a head that is not tied; BackendUnavailableError before
 *   any backend was selected. Then nothing is left behind
 */
export async function loadVariables({ tensors, copies }: MatchedTensors): Promise<Map<string, Variable>> {
  requireBackend('loadModel');
  for (const pair of copies) await checkTied(pair);
  const arrayOf = arrays([...tensors.values()]);
  const variables = new Map<string, Variable>();
  try {
    for (const [name, tensor] of tensors) {
      const values = arrayOf(tensor.size);
      await tensor.readInto(values);
      variables.set(name, variableOf(name, tensor.shape, values));
    }
  } catch (error) {
    disposeAll(variables.values());
    throw error;
  }
  return variables;
}

/**
 * Returns a maker of arrays to read into. tfjs' wasm backend copies values into its heap at once, so one array serves
 * all tensors; the others keep the array they are given.
 */
function arrays(tensors: readonly StoredTensor[]): (size: number) => Float32Array {
  if (getBackend() !== 'wasm') return (size) => new Float32Array(size);
  const shared = new Float32Array(tensors.reduce((largest, { size }) => Math.max(largest, size), 0));
  return (size) => shared.subarray(0, size);
}

/** Untied heads are not supported: a stored copy of a tied parameter must hold the same numbers. */
async function checkTied({ parameter, copy }: MatchedTensors['copies'][number]): Promise<void> {
  for (let start = 0; start < parameter.size; start += PIECE) {
    const length = Math.min(PIECE, parameter.size - start);
    const [ours, theirs] = [new Float32Array(length), new Float32Array(length)];
    await parameter.readInto(ours, start);
    await copy.readInto(theirs, start);
    if (ours.every((value, i) => Object.is(value, theirs[i]) || value === theirs[i])) continue;
    throw new CheckpointError(
      `model.safetensors, ${JSON.stringify(copy.name)}: a head of its own was found; one tied to ${parameter.name} was needed; ` +
        'untied heads are not supported.',
      copy.name,
    );
  }
}
