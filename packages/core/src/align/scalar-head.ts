/** One number read off a state: how good things will get (value head of PPO) or how good a text is (reward model). */
import { linear } from '@glassbox/kernels';
import { reshape, type Tensor1D, type Tensor2D, tidy, type Variable, variable, zeros } from '@tensorflow/tfjs-core';

export interface ScalarHead {
  /** `NAME.weight` [C, 1] and, with a bias, `NAME.bias` [1]; the head owns them. */
  readonly parameters: ReadonlyMap<string, Variable>;
  /** Numbers [N] of states [N, C], with a gradient; the caller disposes. */
  read(states: Tensor2D): Tensor1D;
  /** Frees the parameters; twice is harmless. */
  dispose(): void;
}

/**
 * Returns a head that says 0 to everything until it is trained; the caller disposes it.
 *
 * @param nEmbd C
 * @param options.bias a reward model needs none: a comparison cancels it
 */
export function createScalarHead(name: string, nEmbd: number, { bias }: { readonly bias: boolean }): ScalarHead {
  const weight = tidy(() => variable(zeros([nEmbd, 1]) as Tensor2D));
  const offset = bias ? tidy(() => variable(zeros([1]) as Tensor1D)) : undefined;
  const parameters = new Map<string, Variable>([[`${name}.weight`, weight]]);
  if (offset) parameters.set(`${name}.bias`, offset);
  return {
    parameters,
    read: (states) => tidy(() => reshape(linear(states, weight as Tensor2D, offset as Tensor1D | undefined), [-1])),
    dispose() {
      for (const parameter of parameters.values()) if (!parameter.isDisposed) parameter.dispose();
    },
  };
}
