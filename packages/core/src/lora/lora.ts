/**
 * LoRA: a big matrix stays as it is, and what training adds to it is the product of two thin ones. The model computes
 * with W + (α/r)·B·A; only A and B are parameters, so a fine-tuned variant of a model is a small file beside it.
 * Departs from the paper in one point: dropout acts on the adapter's inputs with one mask per step, the same for every
 * token, because the thin matrices are multiplied with each other and not with the tokens.
 */
import { dropout, matMul } from '@glassbox/kernels';
import { createRandom } from '@glassbox/kernels/random';
import { add, mul, ones, type Tensor2D, type Variable } from '@tensorflow/tfjs-core';
import { ConfigError } from '../foundations/errors.ts';
import { drawNormal, mixSeed } from '../foundations/random.ts';
import { cloneGpt, type Gpt, type GptSource, gptOfParameters } from '../model/gpt.ts';
import { type ParameterSpec, parameterSpecs } from '../model/gpt-parameters.ts';
import { disposeAll, makeVariables } from '../model/variables.ts';

/** The size, place and start of adapters. */
export interface LoraOptions {
  /** r: width of the thin matrices, 1 up. */
  readonly rank: number;
  /** α: the product is scaled by α/r, so that another rank needs no other learning rate. Default 2r. */
  readonly alpha?: number;
  /** Which linear layers get an adapter, by the end of their names. Default `['attn.c_attn', 'attn.c_proj']`. */
  readonly targets?: readonly string[];
  /** Share of an adapter's inputs dropped while training, in [0, 1). Default 0. */
  readonly dropout?: number;
  readonly seed: number;
}

/** The options that describe adapters; the seed has done its work. */
export type LoraConfig = Required<Omit<LoraOptions, 'seed'>>;

/** A GPT whose `parameters` are its adapters alone. It looks at its base's weights and never changes them. */
export interface LoraGpt extends Gpt {
  readonly base: Gpt;
  readonly lora: LoraConfig;
  /** A plain GPT with the adapters' product added to its weights; the caller disposes it. */
  merge(): Gpt;
}

const DEFAULT_TARGETS = ['attn.c_attn', 'attn.c_proj'];
const LINEAR = /\.(attn|mlp)\.c_\w+\.weight$/;
const A = 'lora_A.weight';
const B = 'lora_B.weight';
/** Keeps an adapter's dropout apart from the network's own. */
const DROPOUT_STREAM = 0x10fa;

/**
 * Returns the model with adapters: h = x·W + (α/r)·x·Aᵀ·Bᵀ, with A [r, in] normal of deviation 1/r and B [out, r] zero,
 * so that it starts equal to its base. The caller disposes it, which frees the adapters; the base stays the caller's and
 * must outlive it. `merge()` before writing much text: the sum of weights is made anew for every pass.
 *
 * @param options.seed of A
 * @throws ConfigError if an option is out of range or no layer is a target
 * @see Hu et al. 2021, arXiv:2106.09685, eq. 3 and section 4.1
 * @example const model = addLora(base, { rank: 4, seed: 1 });
 */
export function addLora(base: Gpt, options: LoraOptions): LoraGpt {
  const { rank, alpha = 2 * rank, targets = DEFAULT_TARGETS, dropout: rate = 0, seed } = options;
  const lora = { rank, alpha, targets, dropout: rate };
  checkOptions(lora, seed);
  const random = createRandom(seed);
  const values = new Map(
    adapterSpecs(base, lora).map(({ name, shape: [rows = 0, columns = 0] }) => {
      const draw = name.endsWith(A) ? () => drawNormal(random) / rank : () => 0;
      return [name, Float32Array.from({ length: rows * columns }, draw)];
    }),
  );
  return loraOfValues(base, lora, values);
}

/**
 * Returns the model with adapters of the given values; the caller disposes it, and the base.
 *
 * @throws CheckpointError naming an adapter whose values are missing or of the wrong number; ConfigError as `addLora`
 */
export function loraOfValues(base: Gpt, lora: LoraConfig, values: ReadonlyMap<string, Float32Array>): LoraGpt {
  checkOptions(lora, 0);
  const adapters = makeVariables(adapterSpecs(base, lora), values);
  const modelWith = (dropoutSeed?: number) => gptOfParameters(base.config, sourceOf(base, adapters, lora, dropoutSeed));
  const model = modelWith();
  return {
    ...model,
    base,
    lora,
    loss(inputs, targets, shape, options = {}) {
      const used = lora.dropout === 0 ? model : modelWith(options.dropoutSeed);
      return used.loss(inputs, targets, shape, options);
    },
    merge: () => cloneGpt(model),
  };
}

/** Whether a model is one with adapters. */
export function isLora(model: object): model is LoraGpt {
  return 'lora' in model && 'merge' in model;
}

/** Names and shapes of the adapters, in the order of the layers. */
function adapterSpecs({ config }: Gpt, { rank, targets }: LoraConfig): ParameterSpec[] {
  const initial = { constant: 0 };
  const specs = parameterSpecs(config).flatMap(({ name, shape: [input = 0, output = 0] }) => {
    const layer = name.replace(/weight$/, '');
    if (!LINEAR.test(name) || !targets.some((target) => name.endsWith(`.${target}.weight`))) return [];
    return [
      { name: `${layer}${A}`, shape: [rank, input], initial },
      { name: `${layer}${B}`, shape: [output, rank], initial },
    ];
  });
  if (specs.length > 0) return specs;
  throw new ConfigError(
    `lora: no layer's name ends in ${targets.join(', ') || 'nothing'}; one was needed; ` +
      'attn.c_attn, attn.c_proj, mlp.c_fc and mlp.c_proj are known.',
    'targets',
  );
}

function sourceOf(
  base: Gpt,
  adapters: ReadonlyMap<string, Variable>,
  { rank, alpha, dropout: rate }: LoraConfig,
  dropoutSeed: number | undefined,
): GptSource {
  const places = new Map([...adapters.keys()].map((name, place) => [name, place]));
  return {
    ...base.source,
    trainable: adapters,
    lookup(name) {
      const weight = base.source.lookup(name) as Tensor2D;
      const layer = name.replace(/weight$/, '');
      const [a, b] = [adapters.get(`${layer}${A}`), adapters.get(`${layer}${B}`)];
      if (!a || !b) return weight;
      const seed =
        dropoutSeed === undefined ? undefined : mixSeed(dropoutSeed, DROPOUT_STREAM, places.get(`${layer}${A}`) ?? 0);
      const read = seed === undefined ? a : mul(a, dropout(ones([1, a.shape[1] ?? 0]), rate, seed)); // [r, in]
      const scaled = mul(b, alpha / rank); // [out, r]
      return add(weight, matMul(read as Tensor2D, scaled as Tensor2D, { transposeA: true, transposeB: true })); // [in, out]
    },
    dispose: () => disposeAll(adapters.values()),
  };
}

function checkOptions({ rank, alpha, dropout: rate }: LoraConfig, seed: number): void {
  if (!(Number.isInteger(rank) && rank >= 1)) fail('rank', rank, 'a whole number from 1 up');
  if (!(Number.isFinite(alpha) && alpha > 0)) fail('alpha', alpha, 'a number above 0');
  if (!(rate >= 0 && rate < 1)) fail('dropout', rate, 'a number from 0 up to, but not, 1');
  if (!Number.isInteger(seed)) fail('seed', seed, 'a whole number');
}

function fail(field: string, found: unknown, needed: string): never {
  throw new ConfigError(`lora: ${field} is ${String(found)}; ${needed} was needed; change the option.`, field);
}
