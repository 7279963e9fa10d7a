/** AdamW over all parameters in one kernel call: Adam's step, and weight decay that is not mixed into the gradient. */
import { add, div, mul, sqrt, square, sub, type Tensor, type Variable } from '@tensorflow/tfjs-core';
import { defineKernel } from '../define-kernel.ts';
import { KernelError } from '../errors.ts';
import { checkRange, checkShape } from '../validate.ts';

export interface AdamWOptions {
  /** Updated in place, float32. */
  parameters: Variable[];
  /** One per parameter, of its shape; read only. */
  gradients: Tensor[];
  /** Running means of the gradients, of the parameters' shapes, zeros before step 1; updated in place. */
  firstMoments: Variable[];
  /** Running means of the squared gradients, likewise. */
  secondMoments: Variable[];
  /** Counts from 1; needed for the bias correction. */
  step: number;
  learningRate: number;
  beta1: number;
  beta2: number;
  epsilon: number;
  /** One per parameter; 0 for biases, gains and embeddings by custom. */
  weightDecay: number[];
}

/** What kernels get; `step` has become the two bias corrections 1 − βᵗ. */
export interface AdamWAttributes {
  count: number;
  learningRate: number;
  beta1: number;
  beta2: number;
  epsilon: number;
  correction1: number;
  correction2: number;
  weightDecay: number[];
}

/**
 * Inputs `p0…, g0…, m0…, v0…`. Returns the new p, m, v of every parameter in that order (3·count tensors), or nothing
 * when the kernel wrote them in place.
 */
const adamWKernel = defineKernel<Record<string, Tensor>, AdamWAttributes>({
  name: 'GlassboxAdamW',
  reference: (inputs, attributes) => {
    const updated: Tensor[] = [];
    for (let i = 0; i < attributes.count; i++) {
      const [p, g, m, v] = ['p', 'g', 'm', 'v'].map((kind) => inputs[`${kind}${i}`] as Tensor) as [
        Tensor,
        Tensor,
        Tensor,
        Tensor,
      ];
      updated.push(...updateOne(p, g, m, v, attributes, attributes.weightDecay[i] ?? 0));
    }
    return updated;
  },
});

function updateOne(
  p: Tensor,
  g: Tensor,
  m: Tensor,
  v: Tensor,
  attributes: AdamWAttributes,
  weightDecay: number,
): Tensor[] {
  const { learningRate, beta1, beta2, epsilon, correction1, correction2 } = attributes;
  const first = add(mul(m, beta1), mul(g, 1 - beta1));
  const second = add(mul(v, beta2), mul(square(g), 1 - beta2));
  const direction = div(mul(first, learningRate / correction1), add(sqrt(div(second, correction2)), epsilon));
  return [sub(mul(p, 1 - learningRate * weightDecay), direction), first, second];
}

/**
 * Moves every parameter one AdamW step, in place:
 * m ← β₁m + (1−β₁)g; v ← β₂v + (1−β₂)g²; p ← p − η·λ·p − η·m̂/(√v̂ + ε), with m̂ = m/(1−β₁ᵗ), v̂ = v/(1−β₂ᵗ).
 * Nothing is read back from a GPU. Tensors that share a parameter's memory (clones, reshapes) keep the old values.
 *
 * @throws ShapeError if a gradient or moment has not its parameter's shape; KernelError if the lists differ in length or `step` < 1
 * @see Loshchilov & Hutter 2019, arXiv:1711.05101, algorithm 2 (decay scaled by the learning rate, as in PyTorch)
 */
export function adamW(options: AdamWOptions): void {
  validate(options);
  const { parameters, gradients, firstMoments, secondMoments, step, learningRate, beta1, beta2, epsilon, weightDecay } =
    options;
  const inputs: Record<string, Tensor> = {};
  parameters.forEach((parameter, i) => {
    inputs[`p${i}`] = parameter;
    inputs[`g${i}`] = gradients[i] as Tensor;
    inputs[`m${i}`] = firstMoments[i] as Variable;
    inputs[`v${i}`] = secondMoments[i] as Variable;
  });
  const updated = adamWKernel(inputs, {
    count: parameters.length,
    learningRate,
    beta1,
    beta2,
    epsilon,
    correction1: 1 - beta1 ** step,
    correction2: 1 - beta2 ** step,
    weightDecay,
  });
  updated.forEach((tensor, i) => {
    const owner = [parameters, firstMoments, secondMoments][i % 3]?.[Math.floor(i / 3)];
    owner?.assign(tensor);
    tensor.dispose();
  });
}

function validate(options: AdamWOptions): void {
  const { parameters, gradients, firstMoments, secondMoments, weightDecay, step } = options;
  for (const [name, list] of Object.entries({ gradients, firstMoments, secondMoments, weightDecay })) {
    if (list.length === parameters.length) continue;
    throw new KernelError(
      `adamW: ${name} has ${list.length} entries; ${parameters.length}, one per parameter, were needed; check the lists' order`,
    );
  }
  if (!Number.isInteger(step) || step < 1) {
    throw new KernelError(`adamW: step is ${step}; an integer from 1 up was needed; count the first update as 1`);
  }
  checkRange('adamW', 'beta1', options.beta1, 0, 1 - 2 ** -24);
  checkRange('adamW', 'beta2', options.beta2, 0, 1 - 2 ** -24);
  parameters.forEach((parameter, i) => {
    checkShape('adamW', `gradients[${i}]`, gradients[i] as Tensor, parameter.shape, `the shape of ${parameter.name}`);
    checkShape(
      'adamW',
      `firstMoments[${i}]`,
      firstMoments[i] as Variable,
      parameter.shape,
      `the shape of ${parameter.name}`,
    );
    checkShape(
      'adamW',
      `secondMoments[${i}]`,
      secondMoments[i] as Variable,
      parameter.shape,
      `the shape of ${parameter.name}`,
    );
  });
}
