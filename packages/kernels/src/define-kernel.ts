/**
 * The bridge between a Glassbox op and tfjs' engine. An op is defined once: a name, a reference in plain tfjs ops and
 * one gradient for every backend. Fast kernels are registered under the same name by `@glassbox/kernels/wasm` and
 * `…/webgpu`; a backend that has none gets the reference on first use, so nothing happens on import.
 */
import {
  backend,
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
import { freeing, saveOnTape } from './gradients/tape.ts';

/** One kernel name: its reference and, if it is differentiable, its gradient. Optional inputs are left out when absent. */
export interface KernelDefinition<Inputs extends object, Attributes> {
  name: string;
  /** Computes the outputs with plain tfjs ops; runs inside a `tidy` and never on the tape. */
  reference(inputs: Inputs, attributes: Attributes): Tensor[];
  gradient?: KernelGradient<Inputs, Attributes>;
}

interface KernelGradient<Inputs extends object, Attributes> {
  /** Names of the inputs the backward pass reads; they come first in `saved`. */
  inputsToSave: (keyof Inputs & string)[];
  /** Which outputs the backward pass reads; they follow the inputs in `saved`. */
  outputsToSave?: boolean[];
  /** How many outputs, from the first on, have a gradient; further ones are statistics. Default 1. */
  differentiable?: number;
  /**
   * Gets the gradient of the first output, and in `dys` those of all that have one (zeros where an output was not used).
   * Gradients that are made together are made at once; each function only hands one out.
   */
  backward(dy: Tensor, saved: Tensor[], attributes: Attributes, dys: Tensor[]): Record<keyof Inputs, () => Tensor>;
}

/** Runs the kernel on the active backend; the caller owns every returned tensor. */
export type RunKernel<Inputs, Attributes> = (inputs: Inputs, attributes: Attributes) => Tensor[];

/** Returns the function that runs `definition` through tfjs' engine, so that the tape, profiler and `tidy` see it. */
export function defineKernel<Inputs extends object, Attributes>(
  definition: KernelDefinition<Inputs, Attributes>,
): RunKernel<Inputs, Attributes> {
  const { name, gradient } = definition;
  return (inputs, attributes) => {
    ensureRegistered(definition);
    // tfjs types attributes as plain JSON; ours may hold typed arrays, which it passes through untouched.
    const attrs = attributes as NamedAttrMap;
    const taped = engine().runKernel<Tensor | Tensor[]>(name, inputs as NamedTensorMap, attrs);
    if (!Array.isArray(taped)) return [taped];
    const outputs = taped.slice();
    if (gradient) {
      const inputsToSave = gradient.inputsToSave.map((input) => inputs[input] as Tensor);
      saveOnTape(taped, [...inputsToSave, ...outputs.filter((_, i) => gradient.outputsToSave?.[i])]);
      // The tape holds this very array, and backward it would fill a tensor with zeros for every output without a gradient.
      taped.splice(gradient.differentiable ?? 1);
    }
    return outputs;
  };
}

function ensureRegistered<Inputs extends object, Attributes>(definition: KernelDefinition<Inputs, Attributes>): void {
  const { name, gradient } = definition;
  if (!getBackend()) backend(); // nothing made a tensor yet: tfjs starts the best backend there is
  const backendName = getBackend();
  if (!getKernel(name, backendName)) {
    const kernelFunc = (({ inputs, attrs }) =>
      tidy(() => definition.reference(inputs as Inputs, attrs as Attributes))) as KernelFunc;
    registerKernel({ kernelName: name, backendName, kernelFunc });
  }
  if (gradient && !getGradient(name)) {
    registerBasicGradients();
    const gradFunc = ((dy: Tensor | Tensor[], saved: Tensor[], attrs: unknown) => {
      const dys = Array.isArray(dy) ? dy : [dy];
      return gradient.backward(dys[0] as Tensor, saved, attrs as Attributes, dys);
    }) as GradConfig['gradFunc'];
    registerGradient(freeing({ kernelName: name, gradFunc }));
  }
}
