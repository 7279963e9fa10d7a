/**
 * The bridge between a Glassbox op and tfjs' engine. An op is defined once: a name, a reference in plain tfjs ops and
 * one gradient for every backend. Fast kernels are registered under the same name by `@glassbox/kernels/wasm` and
 * `…/webgpu`; a backend that has none gets the reference on first use, so nothing happens on import.
 */
import {
  engine,
  type GradConfig,
  getBackend,
  getGradient,
  getKernel,
  type KernelFunc,
  type NamedAttrMap,
  type NamedTensorMap,
  registerGradient,
  registerKernel,
  type Tensor,
  tidy,
} from '@tensorflow/tfjs-core';
import { registerBasicGradients } from './gradients/register.ts';

/** One kernel name: its reference and, if it is differentiable, its gradient. */
export interface KernelDefinition<Inputs extends Record<string, Tensor>, Attributes> {
  name: string;
  /** Computes the outputs with plain tfjs ops; runs inside a `tidy` and never on the tape. */
  reference(inputs: Inputs, attributes: Attributes): Tensor[];
  gradient?: {
    /** Names of the inputs the backward pass reads; they come first in `saved`. */
    inputsToSave: (keyof Inputs & string)[];
    /** Which outputs the backward pass reads; they follow the inputs in `saved`. */
    outputsToSave?: boolean[];
    /** Receives the gradient of the FIRST output only; further outputs are statistics without a gradient. */
    backward(dy: Tensor, saved: Tensor[], attributes: Attributes): Record<keyof Inputs, () => Tensor>;
  };
}

/** Runs the kernel on the active backend; the caller owns every returned tensor. */
export type RunKernel<Inputs, Attributes> = (inputs: Inputs, attributes: Attributes) => Tensor[];

/** Returns the function that runs `definition` through tfjs' engine, so that the tape, profiler and `tidy` see it. */
export function defineKernel<Inputs extends Record<string, Tensor>, Attributes>(
  definition: KernelDefinition<Inputs, Attributes>,
): RunKernel<Inputs, Attributes> {
  return (inputs, attributes) => {
    ensureRegistered(definition);
    // tfjs types attributes as plain JSON; ours may hold typed arrays, which it passes through untouched.
    const attrs = attributes as NamedAttrMap;
    const outputs = engine().runKernel<Tensor | Tensor[]>(definition.name, inputs as NamedTensorMap, attrs);
    return Array.isArray(outputs) ? outputs : [outputs];
  };
}

function ensureRegistered<Inputs extends Record<string, Tensor>, Attributes>(
  definition: KernelDefinition<Inputs, Attributes>,
): void {
  const { name, gradient } = definition;
  const backendName = getBackend();
  if (!getKernel(name, backendName)) {
    const kernelFunc = (({ inputs, attrs }) =>
      tidy(() => definition.reference(inputs as Inputs, attrs as Attributes))) as KernelFunc;
    registerKernel({ kernelName: name, backendName, kernelFunc });
  }
  if (gradient && !getGradient(name)) {
    registerBasicGradients();
    registerGradient({
      kernelName: name,
      inputsToSave: gradient.inputsToSave,
      outputsToSave: gradient.outputsToSave ?? [],
      gradFunc: ((dy: Tensor | Tensor[], saved: Tensor[], attrs: unknown) =>
        gradient.backward(first(dy), saved, attrs as Attributes)) as GradConfig['gradFunc'],
    });
  }
}

function first(dy: Tensor | Tensor[]): Tensor {
  return Array.isArray(dy) ? (dy[0] as Tensor) : dy;
}
