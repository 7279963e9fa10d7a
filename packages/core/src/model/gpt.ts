/**
 * The model: tokens and places become vectors, blocks refine them, and the same table that read the tokens scores the
 * next one. This is GPT-2's architecture at any size: learned positions, pre-norm blocks, tied embeddings, tanh GELU.
 */
import { crossEntropy, embedding, GlassboxError, layerNorm, linear, ShapeError } from '@glassbox/kernels';
import {
  backend as activeBackend,
  add,
  reshape,
  type Scalar,
  slice,
  type Tensor1D,
  type Tensor2D,
  type Tensor3D,
  tensor,
  tidy,
  type Variable,
  variable,
} from '@tensorflow/tfjs-core';
import type { BatchShape } from '../data/batches.ts';
import { BackendUnavailableError, CheckpointError } from '../foundations/errors.ts';
import { mixSeed } from '../foundations/random.ts';
import { type BlockParameters, dropped, transformerBlock } from '../nn/block.ts';
import { completeGptConfig, type GptConfig } from './gpt-config.ts';
import { initialValues, parameterSpecs, sizeOf } from './gpt-parameters.ts';

export interface LossOptions {
  /** Turns the configured dropout on, with this seed; without it the loss is that of the whole network. */
  readonly dropoutSeed?: number;
}

export interface Gpt {
  readonly config: Required<GptConfig>;
  /** By Hugging Face name: `transformer.wte.weight`, `transformer.h.0.attn.c_attn.weight`, …; the model owns them. */
  readonly parameters: ReadonlyMap<string, Variable>;
  readonly parameterCount: number;
  /** Logits [B, T, V] of tokenIds [B·T], without dropout; the caller disposes. Throws ShapeError on wrong lengths or ids. */
  forward(tokenIds: Int32Array, shape: BatchShape): Tensor3D;
  /** Logits [B, V] after the token at `position` of each row, cheaper than `forward`; the caller disposes. Throws as `forward`. */
  logitsAt(tokenIds: Int32Array, shape: BatchShape, position: number): Tensor2D;
  /** Mean nats per token, with a gradient; targets of -1 do not count. The caller disposes. Throws as `forward`. */
  loss(inputs: Int32Array, targets: Int32Array, shape: BatchShape, options?: LossOptions): Scalar;
  /** Frees every parameter; twice is harmless. */
  dispose(): void;
}

/**
 * Returns a new, untrained model on the current backend; the caller disposes it.
 *
 * @param options.seed same seed and config, same weights on every backend
 * @throws ConfigError if a field is out of range; BackendUnavailableError before any backend was selected
 * @example const model = createGpt({ vocabSize: 65, nLayer: 2, nHead: 2, nEmbd: 32, blockSize: 16 }, { seed: 1 });
 */
export function createGpt(config: GptConfig, { seed }: { readonly seed: number }): Gpt {
  const complete = completeGptConfig(config);
  return gptFromValues(complete, initialValues(complete, seed));
}

/**
 * Returns a model with the given weights; the caller disposes it.
 *
 * @param values by Hugging Face name, each as long as its parameter
 * @throws CheckpointError naming a parameter that is missing or of the wrong size
 */
export function gptFromValues(config: GptConfig, values: ReadonlyMap<string, Float32Array>): Gpt {
  const complete = completeGptConfig(config);
  requireBackend();
  const specs = parameterSpecs(complete);
  for (const { name, shape } of specs) {
    const found = values.get(name)?.length;
    if (found === sizeOf(shape)) continue;
    throw new CheckpointError(
      `${name}: ${found ?? 'no'} values were found; ${sizeOf(shape)} for shape [${shape.join(', ')}] were needed; ` +
        'config.json and the weights must be of one model.',
      name,
    );
  }
  const parameters = new Map(
    specs.map(({ name, shape }) => [name, makeVariable(values.get(name) ?? new Float32Array(0), shape)]),
  );
  return gptOfParameters(complete, parameters);
}

function gptOfParameters(config: Required<GptConfig>, parameters: ReadonlyMap<string, Variable>): Gpt {
  const hidden = (tokenIds: Int32Array, shape: BatchShape, dropoutSeed?: number) =>
    residualStream(config, parameters, { tokenIds, shape, dropoutSeed });
  const score = (x: Tensor2D) => logitsOf(x, config, parameters);
  return {
    config,
    parameters,
    parameterCount: [...parameters.values()].reduce((count, parameter) => count + parameter.size, 0),
    forward(tokenIds, [B, T]) {
      checkTokens('forward', tokenIds, [B, T], config);
      return tidy(() => reshape(score(hidden(tokenIds, [B, T])), [B, T, config.vocabSize]));
    },
    logitsAt(tokenIds, [B, T], position) {
      checkTokens('logitsAt', tokenIds, [B, T], config);
      checkPosition(position, T);
      return tidy(() => {
        const stream = reshape(hidden(tokenIds, [B, T]), [B, T, config.nEmbd]);
        return score(reshape(slice(stream, [0, position, 0], [B, 1, config.nEmbd]), [B, config.nEmbd]));
      });
    },
    loss(inputs, targets, shape, { dropoutSeed } = {}) {
      checkTokens('loss', inputs, shape, config);
      return tidy(() => crossEntropy(score(hidden(inputs, shape, dropoutSeed)), targets));
    },
    dispose() {
      for (const parameter of parameters.values()) if (!parameter.isDisposed) parameter.dispose();
    },
  };
}

interface StreamInput {
  readonly tokenIds: Int32Array;
  readonly shape: BatchShape;
  readonly dropoutSeed: number | undefined;
}

/** The residual stream after the last block, [N, C]. */
function residualStream(
  config: Required<GptConfig>,
  parameters: ReadonlyMap<string, Variable>,
  { tokenIds, shape, dropoutSeed }: StreamInput,
): Tensor2D {
  const [B, T] = shape;
  const C = config.nEmbd;
  const rate = dropoutSeed === undefined ? 0 : config.dropout;
  const seedOf = (layer: number, place: number) => mixSeed(dropoutSeed ?? 0, layer, place);
  const { matrix } = parametersUnder('transformer', parameters);
  const tokens = embedding(matrix('wte.weight'), tokenIds, [B, T]); // [B, T, C]
  const places = slice(matrix('wpe.weight'), [0, 0], [T, C]); // [T, C], the same for every row of the batch
  let x = dropped(reshape(add(tokens, places), [B * T, C]), rate, seedOf(-1, 0)); // [N, C]
  for (let layer = 0; layer < config.nLayer; layer++) {
    x = transformerBlock(x, parametersUnder(`transformer.h.${layer}`, parameters), {
      shape,
      nHead: config.nHead,
      epsilon: config.layerNormEpsilon,
      dropout: rate,
      dropoutSeeds: rate === 0 ? [0, 0] : [seedOf(layer, 0), seedOf(layer, 1)],
    });
  }
  return x;
}

/** [N, C] → [N, V], through the table of token vectors itself. */
function logitsOf(x: Tensor2D, config: Required<GptConfig>, parameters: ReadonlyMap<string, Variable>): Tensor2D {
  const { matrix, vector } = parametersUnder('transformer', parameters);
  const normalised = layerNorm(x, vector('ln_f.weight'), vector('ln_f.bias'), config.layerNormEpsilon);
  return linear(normalised, matrix('wte.weight'), undefined, { transposeWeight: true });
}

function parametersUnder(prefix: string, parameters: ReadonlyMap<string, Variable>): BlockParameters {
  const get = (name: string): Variable => {
    const parameter = parameters.get(`${prefix}.${name}`);
    if (!parameter || parameter.isDisposed) throw new DisposedError(`${prefix}.${name}`);
    return parameter;
  };
  return {
    matrix: (name) => get(name) as unknown as Tensor2D, // a Variable is a Tensor; tfjs' rank types don't say so
    vector: (name) => get(name) as unknown as Tensor1D,
  };
}

/** A disposed model was used. */
class DisposedError extends GlassboxError {
  readonly code = 'disposed';
  constructor(name: string) {
    super(`${name}: the model was already disposed; a live one was needed; dispose it after its last use.`);
  }
}

function makeVariable(values: Float32Array, shape: readonly number[]): Variable {
  return tidy(() => variable(tensor(values, [...shape], 'float32')));
}

function requireBackend(): void {
  try {
    activeBackend(); // starts one that needs no waiting for, if such a one was imported
  } catch (cause) {
    throw new BackendUnavailableError(
      'createGpt: no backend was selected; one is needed to hold tensors; call `await selectBackend()` first.',
      { cause },
    );
  }
}

function checkTokens(where: string, tokenIds: Int32Array, [B, T]: BatchShape, { blockSize }: GptConfig): void {
  if (!(T >= 1 && T <= blockSize)) {
    throw new ShapeError(
      `${where}: T is ${T}; 1 to ${blockSize}, the model's blockSize, was needed; crop the tokens to the last ${blockSize}.`,
      { expected: `[B, 1…${blockSize}]`, actual: `[${B}, ${T}]` },
    );
  }
  if (!(B >= 1 && B * T === tokenIds.length)) {
    throw new ShapeError(
      `${where}: ${tokenIds.length} tokens were found; ${B}·${T} were needed for shape [${B}, ${T}]; check the batch.`,
      { expected: `[${B}, ${T}]`, actual: `[${tokenIds.length}]` },
    );
  }
}

function checkPosition(position: number, T: number): void {
  if (Number.isInteger(position) && position >= 0 && position < T) return;
  throw new ShapeError(
    `logitsAt: position is ${position}; 0 to ${T - 1} was needed for T = ${T}; count places from 0.`,
    { expected: `0…${T - 1}`, actual: String(position) },
  );
}
