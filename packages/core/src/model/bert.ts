/**
 * BERT as a masked language model: some tokens are hidden, and it says what stood there from both sides at once. The
 * architecture is that of the released code at any size: learned places, post-norm blocks, a head that is tied to the
 * table of tokens.
 */
import { crossEntropy, embedding, ShapeError } from '@glassbox/kernels';
import { reshape, type Scalar, slice, type Tensor2D, type Tensor3D, tidy, type Variable } from '@tensorflow/tfjs-core';
import { type BatchShape, NOT_COUNTED } from '../data/batch-source.ts';
import { type BertConfig, completeBertConfig } from './bert-config.ts';
import { type BertEncoder, encoderOfVariables } from './bert-encoder.ts';
import { type BertOptions, checkBertInput, encodeTokens, scoreWords } from './bert-forward.ts';
import { encoderSpecs, languageHeadSpecs } from './bert-parameters.ts';
import { checkPosition } from './gpt-input.ts';
import { drawValues } from './gpt-parameters.ts';
import { makeVariables, requireBackend } from './variables.ts';

/** What the loss may be told beside tokens and targets. */
export interface BertLossOptions extends BertOptions {
  /** Turns the configured dropout on, with this seed; without it the loss is that of the whole network. */
  readonly dropoutSeed?: number;
}

/** BERT with its masked-LM head: it fills blanks. Whoever made it disposes it. */
export interface Bert extends BertEncoder {
  readonly architecture: 'BertForMaskedLM';
  /** Logits [B, T, V]: what stands at each place, given the whole row. The caller disposes. Throws as `hidden`. */
  forward(tokenIds: Int32Array, shape: BatchShape, options?: BertOptions): Tensor3D;
  /** Logits [B, V] at one place of each row, cheaper than `forward`; the caller disposes. Throws as `hidden`. */
  logitsAt(tokenIds: Int32Array, shape: BatchShape, position: number, options?: BertOptions): Tensor2D;
  /**
   * Mean nats per counted target, with a gradient; targets of −1 do not count, and 0 is returned if none does. Only
   * counted rows are scored. The caller disposes. Throws as `hidden`.
   */
  loss(inputs: Int32Array, targets: Int32Array, shape: BatchShape, options?: BertLossOptions): Scalar;
}

/** Rows to score are filled up to a multiple of this, so that a GPU sees few different shapes. */
const ROW_STEP = 16;

/**
 * Returns a new, untrained masked language model on the current backend; the caller disposes it.
 *
 * @param options.seed same seed and config, same weights on every backend
 * @throws ConfigError if a field is out of range; BackendUnavailableError before any backend was selected
 * @example const model = createBert({ vocabSize: 65, nLayer: 2, nHead: 2, nEmbd: 32, blockSize: 16 }, { seed: 1 });
 * @see Devlin et al. 2019, arXiv:1810.04805
 */
export function createBert(config: BertConfig, { seed }: { readonly seed: number }): Bert {
  const complete = completeBertConfig(config);
  requireBackend('createBert');
  const specs = maskedLanguageSpecs(complete);
  return bertOfVariables(complete, makeVariables(specs, drawValues(specs, seed)));
}

/** Returns the parameters of a masked language model in the order in which it keeps them. */
export function maskedLanguageSpecs(config: BertConfig) {
  return [...encoderSpecs(config), ...languageHeadSpecs(config)];
}

/** Returns the masked language model of some variables, which it owns from now on; the caller disposes it. */
export function bertOfVariables(
  config: BertConfig,
  parameters: ReadonlyMap<string, Variable>,
  untrained?: ReadonlyMap<string, Variable>,
): Bert {
  const { network, ...encoder } = encoderOfVariables('BertForMaskedLM', config, parameters, untrained);
  const { vocabSize: V, nEmbd: C } = network.config;
  return {
    ...encoder,
    architecture: 'BertForMaskedLM',
    forward(tokenIds, shape, options = {}) {
      checkBertInput('forward', tokenIds, shape, options, config);
      const logits = () => scoreWords(network, encodeTokens(network, { ...options, tokenIds, shape }));
      return tidy(() => reshape(logits(), [...shape, V]));
    },
    logitsAt(tokenIds, [B, T], position, options = {}) {
      checkBertInput('logitsAt', tokenIds, [B, T], options, config);
      checkPosition(position, T);
      return tidy(() => {
        const hidden = reshape(encodeTokens(network, { ...options, tokenIds, shape: [B, T] }), [B, T, C]);
        return scoreWords(network, reshape(slice(hidden, [0, position, 0], [B, 1, C]), [B, C]));
      });
    },
    loss(inputs, targets, shape, options = {}) {
      checkBertInput('loss', inputs, shape, options, config);
      checkTargets(targets, inputs.length);
      const { rows, labels } = countedRows(targets);
      return tidy(() => {
        const hidden = encodeTokens(network, { ...options, tokenIds: inputs, shape }); // [N, C]
        const asked = embedding(hidden, rows, [rows.length]) as Tensor2D; // [counted, C]: rows gathered by number
        return crossEntropy(scoreWords(network, asked), labels);
      });
    },
  };
}

/** The numbers of the rows whose target counts, and their targets, filled up with row 0 and −1. */
function countedRows(targets: Int32Array): { rows: Int32Array; labels: Int32Array } {
  const counted = Array.from(targets.keys()).filter((row) => targets[row] !== NOT_COUNTED);
  const length = Math.max(1, Math.ceil(counted.length / ROW_STEP)) * ROW_STEP;
  const rows = new Int32Array(length);
  rows.set(counted);
  const labels = new Int32Array(length).fill(NOT_COUNTED);
  labels.set(counted.map((row) => targets[row] ?? NOT_COUNTED));
  return { rows, labels };
}

function checkTargets(targets: Int32Array, needed: number): void {
  if (targets.length === needed) return;
  throw new ShapeError(
    `loss: ${targets.length} targets were found; ${needed}, one per token, were needed; use −1 where none is asked.`,
    { expected: String(needed), actual: String(targets.length) },
  );
}
