/** GPT-2's `config.json` as Hugging Face writes it, to and from our own terms. */
import { CheckpointError } from '../foundations/errors.ts';
import { completeGptConfig, type GptConfig } from '../model/gpt-config.ts';
import { weightDeviation } from '../model/gpt-parameters.ts';
import {
  checkedConfig,
  failField,
  fieldsOf,
  type HfFields,
  requireOneOf,
  share,
  TANH_GELU,
  whole,
} from './hf-fields.ts';

/** Returns the `config.json` object of a model; transformers, vLLM and transformers.js read it. */
export function toHfConfig(config: Required<GptConfig>): object {
  return {
    architectures: ['GPT2LMHeadModel'],
    model_type: 'gpt2',
    vocab_size: config.vocabSize,
    n_layer: config.nLayer,
    n_head: config.nHead,
    n_embd: config.nEmbd,
    n_positions: config.blockSize,
    n_ctx: config.blockSize,
    n_inner: null,
    activation_function: 'gelu_new',
    layer_norm_epsilon: config.layerNormEpsilon,
    embd_pdrop: config.dropout,
    resid_pdrop: config.dropout,
    attn_pdrop: 0,
    initializer_range: weightDeviation(config.nEmbd),
    tie_word_embeddings: true,
    // There is no start or end token; null keeps readers from assuming GPT-2's 50256.
    bos_token_id: null,
    eos_token_id: null,
    torch_dtype: 'float32',
  };
}

/**
 * Returns the model's shape from a parsed GPT-2 `config.json`.
 *
 * @throws CheckpointError naming the field if the file is of another architecture or uses a variant not supported
 */
export function fromHfConfig(json: unknown): Required<GptConfig> {
  const fields = fieldsOf(json);
  checkVariant(fields);
  const nEmbd = whole(fields, 'n_embd');
  const inner = fields.n_inner ?? 4 * nEmbd;
  if (inner !== 4 * nEmbd) failField('n_inner', inner, `null or ${4 * nEmbd}, four times n_embd,`);
  const config = {
    vocabSize: whole(fields, 'vocab_size'),
    nLayer: whole(fields, 'n_layer'),
    nHead: whole(fields, 'n_head'),
    nEmbd,
    blockSize: whole(fields, 'n_positions' in fields ? 'n_positions' : 'n_ctx'),
    dropout: share(fields, 'resid_pdrop', 0),
    layerNormEpsilon: share(fields, 'layer_norm_epsilon', 1e-5),
  };
  return checkedConfig(() => completeGptConfig(config));
}

function checkVariant(fields: HfFields): void {
  const { model_type: type = 'gpt2' } = fields;
  if (type === 'bert') {
    throw new CheckpointError(
      'config.json, model_type: "bert" was found; "gpt2" was needed; read this folder with loadBert.',
    );
  }
  if (type !== 'gpt2') failField('model_type', type, '"gpt2"');
  requireOneOf(fields, 'activation_function', TANH_GELU);
  requireOneOf(fields, 'scale_attn_weights', [true]);
  requireOneOf(fields, 'scale_attn_by_inverse_layer_idx', [false]);
  requireOneOf(fields, 'add_cross_attention', [false]);
}
