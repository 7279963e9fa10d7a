/** A model's parameters as variables: made from values, looked up by name, freed together. */
import { GlassboxError } from '@glassbox/kernels/errors';
import { backend as activeBackend, type Tensor, tensor, tidy, type Variable, variable } from '@tensorflow/tfjs-core';
import { BackendUnavailableError, CheckpointError } from '../foundations/errors.ts';
import { type ParameterSpec, sizeOf } from './gpt-parameters.ts';

/** Variables with a way to find one, in the form that a model computes with. */
export interface VariableSource {
  readonly trainable: ReadonlyMap<string, Variable>;
  /** Throws if the model was disposed. */
  lookup(name: string): Tensor;
  /** Frees every variable; twice is harmless. */
  dispose(): void;
}

/**
 * Returns one variable per parameter; the caller disposes them. Values are asked for one after the other, so that a
 * source may make each only when it is needed.
 *
 * @throws CheckpointError naming a parameter whose values are missing or of the wrong number; then nothing is left behind
 */
export function makeVariables(
  specs: readonly ParameterSpec[],
  values: { get(name: string): Float32Array | undefined },
): Map<string, Variable> {
  const variables = new Map<string, Variable>();
  try {
    for (const { name, shape } of specs) variables.set(name, variableOf(name, shape, values.get(name)));
  } catch (error) {
    disposeAll(variables.values());
    throw error;
  }
  return variables;
}

/** Returns a variable of a shape; the caller disposes it. Throws a CheckpointError naming it if the number of values is wrong. */
export function variableOf(name: string, shape: readonly number[], values: Float32Array | undefined): Variable {
  if (values?.length !== sizeOf(shape)) {
    throw new CheckpointError(
      `${name}: ${values?.length ?? 'no'} values were found; ${sizeOf(shape)} for shape [${shape.join(', ')}] were needed; ` +
        'config.json and the weights must be of one model.',
      name,
    );
  }
  return tidy(() => variable(tensor(values, [...shape], 'float32')));
}

/** Returns the source of a model that owns its variables. */
export function sourceOfVariables(trainable: ReadonlyMap<string, Variable>): VariableSource {
  return {
    trainable,
    lookup(name) {
      const parameter = trainable.get(name);
      if (!parameter || parameter.isDisposed) throw new DisposedError(name);
      return parameter;
    },
    dispose: () => disposeAll(trainable.values()),
  };
}

/** Returns how many numbers there are in all variables. */
export function countNumbers(variables: ReadonlyMap<string, Variable>): number {
  return [...variables.values()].reduce((count, { size }) => count + size, 0);
}

/** Frees variables that are not freed yet. */
export function disposeAll(variables: Iterable<Variable>): void {
  for (const parameter of variables) if (!parameter.isDisposed) parameter.dispose();
}

/** Throws a BackendUnavailableError unless there is something to compute on. */
export function requireBackend(where: string): void {
  try {
    activeBackend(); // starts one that needs no waiting for, if such a one was imported
  } catch (cause) {
    throw new BackendUnavailableError(
      `${where}: no backend was selected; one is needed to hold tensors; call \`await selectBackend()\` first.`,
      { cause },
    );
  }
}

/** A disposed model was used. */
class DisposedError extends GlassboxError {
  readonly code = 'disposed';
  constructor(name: string) {
    super(`${name}: the model was already disposed; a live one was needed; dispose it after its last use.`);
  }
}
