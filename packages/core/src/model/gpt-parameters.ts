/**
 * The parameters of a GPT: their Hugging Face names, shapes and first values. One list is the only source for making
 * a model, saving it, loading it and deciding which parameters decay.
 */
import { createRandom } from '@glassbox/kernels';
import { drawNormal } from '../foundations/random.ts';
import type { GptConfig } from './gpt-config.ts';

/** How a parameter starts: a constant, or N(0, σ). */
type Initial = { readonly constant: number } | { readonly deviation: number };

export interface ParameterSpec {
  /** As Hugging Face writes it, `transformer.` included. */
  readonly name: string;
  readonly shape: readonly number[];
  readonly initial: Initial;
}

/** σ of GPT-2's weights (the released code), and the width of the model it was chosen for. */
const GPT2_DEVIATION = 0.02;
const GPT2_WIDTH = 768;

/**
 * Returns σ of the first weights: 0.02·√(768/C). Sums over C inputs then have the size they have in GPT-2 itself; with
 * 0.02 at any width, as nanoGPT has it, narrow models learn slower (`docs/decisions/0005-first-weights.md`).
 *
 * @see Glorot & Bengio 2010, section 4.2, for the 1/√C
 */
export function weightDeviation(nEmbd: number): number {
  return GPT2_DEVIATION * Math.sqrt(GPT2_WIDTH / nEmbd);
}

/**
 * Returns every parameter in the order of Hugging Face's GPT2LMHeadModel; the head is tied to `wte` and not listed.
 * Weights start as N(0, σ), the projections that add to the residual stream as N(0, σ/√(2·nLayer)), because 2·nLayer
 * of them add up; gains start at 1 and biases at 0. The token embedding keeps GPT-2's 0.02 at any width: it is the head
 * too, and small logits make the first loss the ln V of a blind guess.
 *
 * @see Radford et al. 2019, section 2.3
 */
export function parameterSpecs(config: GptConfig): ParameterSpec[] {
  const { vocabSize: V, nEmbd: C, blockSize, nLayer } = config;
  const deviation = weightDeviation(C);
  const specs = [weight('wte.weight', [V, C], GPT2_DEVIATION), weight('wpe.weight', [blockSize, C], deviation)];
  for (let layer = 0; layer < nLayer; layer++) specs.push(...blockSpecs(`h.${layer}`, C, nLayer));
  specs.push(...normSpecs('ln_f', C));
  return specs.map((spec) => ({ ...spec, name: `transformer.${spec.name}` }));
}

/** Returns the first values of every parameter of a GPT; see `drawValues`. */
export function initialValues(config: GptConfig, seed: number): Map<string, Float32Array> {
  return drawValues(parameterSpecs(config), seed);
}

/** Returns the first values of parameters by name, drawn one after the other from one seeded generator. */
export function drawValues(specs: readonly ParameterSpec[], seed: number): Map<string, Float32Array> {
  const random = createRandom(seed);
  const values = new Map<string, Float32Array>();
  for (const { name, shape, initial } of specs) {
    const size = sizeOf(shape);
    const draw = 'constant' in initial ? () => initial.constant : () => initial.deviation * drawNormal(random);
    values.set(name, Float32Array.from({ length: size }, draw));
  }
  return values;
}

/** Returns the product of the dimensions. */
export function sizeOf(shape: readonly number[]): number {
  return shape.reduce((size, dimension) => size * dimension, 1);
}

function blockSpecs(name: string, C: number, nLayer: number): ParameterSpec[] {
  const deviation = weightDeviation(C);
  const residualDeviation = deviation / Math.sqrt(2 * nLayer);
  return [
    ...normSpecs(`${name}.ln_1`, C),
    ...linearSpecs(`${name}.attn.c_attn`, C, 3 * C, deviation),
    ...linearSpecs(`${name}.attn.c_proj`, C, C, residualDeviation),
    ...normSpecs(`${name}.ln_2`, C),
    ...linearSpecs(`${name}.mlp.c_fc`, C, 4 * C, deviation),
    ...linearSpecs(`${name}.mlp.c_proj`, 4 * C, C, residualDeviation),
  ];
}

/** Weights are stored [in, out], as GPT-2's Conv1D does. */
function linearSpecs(name: string, input: number, output: number, deviation: number): ParameterSpec[] {
  return [weight(`${name}.weight`, [input, output], deviation), constant(`${name}.bias`, [output], 0)];
}

function normSpecs(name: string, width: number): ParameterSpec[] {
  return [constant(`${name}.weight`, [width], 1), constant(`${name}.bias`, [width], 0)];
}

function weight(name: string, shape: readonly number[], deviation: number): ParameterSpec {
  return { name, shape, initial: { deviation } };
}

function constant(name: string, shape: readonly number[], value: number): ParameterSpec {
  return { name, shape, initial: { constant: value } };
}
