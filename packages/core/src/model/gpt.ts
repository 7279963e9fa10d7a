/**
 * The model: tokens and places become vectors, blocks refine them, and the same table that read the tokens scores the
 * next one. This is GPT-2's architecture at any size: learned positions, pre-norm blocks, tied embeddings, tanh GELU.
 */
import { crossEntropy } from '@glassbox/kernels';
import {
  reshape,
  type Scalar,
  slice,
  type Tensor,
  type Tensor2D,
  type Tensor3D,
  tidy,
  type Variable,
  variable,
} from '@tensorflow/tfjs-core';
import type { BatchShape } from '../data/batches.ts';
import type { Ablation } from './ablation.ts';
import { completeGptConfig, type GptConfig } from './gpt-config.ts';
import { lastHidden, scoreTokens } from './gpt-forward.ts';
import { checkInput, checkPosition, type ForwardOptions } from './gpt-input.ts';
import { initialValues, parameterSpecs } from './gpt-parameters.ts';
import { countNumbers, makeVariables, requireBackend, sourceOfVariables } from './variables.ts';

/** How a loss is computed: with dropout or without, and which tokens are padding. */
export interface LossOptions extends Pick<ForwardOptions, 'mask' | 'positions'> {
  /** Turns the configured dropout on, with this seed; without it the loss is that of the whole network. */
  readonly dropoutSeed?: number;
}

/** Where a model's numbers come from: variables of its own, or those of another model seen through an adapter. */
export interface GptSource {
  /** What training moves. */
  readonly trainable: ReadonlyMap<string, Variable>;
  /** The tensor the model computes with under a Hugging Face name. Called inside `tidy`; may be made on the spot. */
  lookup(name: string): Tensor;
  /** What is switched off. */
  readonly ablation?: Ablation;
  dispose(): void;
}

/** A GPT: it scores the next token, learns from a loss, and owns its parameters until it is disposed. */
export interface Gpt {
  readonly config: Required<GptConfig>;
  /** By Hugging Face name: `transformer.wte.weight`, `transformer.h.0.attn.c_attn.weight`, …; the model owns them. */
  readonly parameters: ReadonlyMap<string, Variable>;
  readonly parameterCount: number;
  /** For adapters, views and tools that look inside; everyday code needs `parameters` only. */
  readonly source: GptSource;
  /** Logits [B, T, V] of tokenIds [B·T], without dropout; the caller disposes. Throws ShapeError on wrong lengths or ids. */
  forward(tokenIds: Int32Array, shape: BatchShape, options?: ForwardOptions): Tensor3D;
  /** The stream after the last norm, [B, T, C], with a gradient: what other heads sit on. The caller disposes. Throws as `forward`. */
  hidden(tokenIds: Int32Array, shape: BatchShape, options?: ForwardOptions): Tensor3D;
  /** Logits [N, V] of rows [N, C] of `hidden`, with a gradient; the caller disposes. Throws ShapeError unless rows have C columns. */
  logitsOf(hidden: Tensor2D): Tensor2D;
  /** Logits [B, V] after the token at `position` of each row, cheaper than `forward`; the caller disposes. Throws as `forward`. */
  logitsAt(tokenIds: Int32Array, shape: BatchShape, position: number, options?: ForwardOptions): Tensor2D;
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
  requireBackend('createGpt');
  return gptOfVariables(complete, makeVariables(parameterSpecs(complete), values));
}

/**
 * Returns a model of the same weights in variables of its own, such as the frozen reference of PPO and DPO; the caller
 * disposes it. Adapters are merged into the weights, and what is switched off stays so.
 */
export function cloneGpt(model: Gpt): Gpt {
  const { lookup, ablation } = model.source;
  const copies = parameterSpecs(model.config).map(({ name }): [string, Variable] => [
    name,
    tidy(() => variable(lookup(name).clone())),
  ]);
  return gptOfVariables(model.config, new Map(copies), ablation);
}

/** Returns a model that computes with the tensors of a source. Disposing it calls the source's `dispose`. */
export function gptOfParameters(config: Required<GptConfig>, source: GptSource): Gpt {
  const { trainable, lookup, ablation } = source;
  const network = { config, lookup, ablation };
  const { vocabSize: V, nEmbd: C } = config;
  return {
    config,
    parameters: trainable,
    parameterCount: countNumbers(trainable),
    source,
    forward(tokenIds, shape, options = {}) {
      checkInput('forward', tokenIds, shape, options, config);
      const logits = () => scoreTokens(network, lastHidden(network, { ...options, tokenIds, shape }));
      return tidy(() => reshape(logits(), [...shape, V]));
    },
    hidden(tokenIds, shape, options = {}) {
      checkInput('hidden', tokenIds, shape, options, config);
      return tidy(() => reshape(lastHidden(network, { ...options, tokenIds, shape }), [...shape, C]));
    },
    logitsOf: (hidden) => tidy(() => scoreTokens(network, hidden)),
    logitsAt(tokenIds, [B, T], position, options = {}) {
      checkInput('logitsAt', tokenIds, [B, T], options, config);
      checkPosition(position, T);
      return tidy(() => {
        const stream = reshape(lastHidden(network, { ...options, tokenIds, shape: [B, T] }), [B, T, C]);
        return scoreTokens(network, reshape(slice(stream, [0, position, 0], [B, 1, C]), [B, C]));
      });
    },
    loss(inputs, targets, shape, options = {}) {
      checkInput('loss', inputs, shape, options, config);
      const logits = () => scoreTokens(network, lastHidden(network, { ...options, tokenIds: inputs, shape }));
      return tidy(() => crossEntropy(logits(), targets));
    },
    dispose: () => source.dispose(),
  };
}

/** Returns the model of some variables, which it owns from now on; the caller disposes it. */
export function gptOfVariables(config: GptConfig, variables: ReadonlyMap<string, Variable>, ablation?: Ablation): Gpt {
  return gptOfParameters(completeGptConfig(config), {
    ...sourceOfVariables(variables),
    ...(ablation && { ablation }),
  });
}
