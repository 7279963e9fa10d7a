/**
 * Stored tensors become variables one after the other, so that hardly more than the model itself stands in memory at any
 * time.
 */
import { type Variable, variable } from '@tensorflow/tfjs-core';
import { CheckpointError } from '../foundations/errors.ts';
import { disposeAll, requireBackend, variableOf } from '../model/variables.ts';
import type { MatchedTensors } from './match-tensors.ts';
import { findRoom } from './wasm-numbers.ts';
import type { StoredTensor } from './weight-files.ts';

/** Numbers that are read, or compared, at once. */
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
  const variables = new Map<string, Variable>();
  try {
    for (const [name, tensor] of tensors) variables.set(name, await loadVariable(name, tensor));
  } catch (error) {
    disposeAll(variables.values());
    throw error;
  }
  return variables;
}

/** On wasm the numbers pass through a small buffer into the heap; elsewhere the array they are read into is the tensor's. */
async function loadVariable(name: string, stored: StoredTensor): Promise<Variable> {
  const room = findRoom(name, stored.shape);
  if (!room) {
    const values = new Float32Array(stored.size);
    await stored.readInto(values);
    return variableOf(name, stored.shape, values);
  }
  try {
    const buffer = new Float32Array(Math.min(PIECE, stored.size));
    for (let start = 0; start < stored.size; start += PIECE) {
      const piece = buffer.subarray(0, stored.size - start);
      await stored.readInto(piece, start);
      room.view().set(piece, start);
    }
    return variable(room.tensor); // a second handle on the same numbers
  } finally {
    room.tensor.dispose();
  }
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
