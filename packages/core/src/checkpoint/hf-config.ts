/** GPT-2's `config.json` as Hugging Face writes it, to and from our own terms. */
import { CheckpointError } from '../foundations/errors.ts';
import type { GptConfig } from '../model/gpt-config.ts';
import { weightDeviation } from '../model/gpt-parameters.ts';

/** The names transformers has for the tanh approximation of GELU. */
const TANH_GELU = ['gelu_new', 'gelu_pytorch_tanh', 'gelu_fast'];

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
export function fromHfConfig(json: unknown): GptConfig {
  if (typeof json !== 'object' || json === null) {
    throw new CheckpointError(
      'config.json: no JSON object was found; a GPT-2 configuration was needed; check the folder.',
    );
  }
  const fields = json as Record<string, unknown>;
  checkVariant(fields);
  const nEmbd = whole(fields, 'n_embd');
  const inner = fields.n_inner ?? 4 * nEmbd;
  if (inner !== 4 * nEmbd) failField('n_inner', inner, `null or ${4 * nEmbd}, four times n_embd,`);
  return {
    vocabSize: whole(fields, 'vocab_size'),
    nLayer: whole(fields, 'n_layer'),
    nHead: whole(fields, 'n_head'),
    nEmbd,
    blockSize: whole(fields, 'n_positions' in fields ? 'n_positions' : 'n_ctx'),
    dropout: typeof fields.resid_pdrop === 'number' ? fields.resid_pdrop : 0,
    layerNormEpsilon: typeof fields.layer_norm_epsilon === 'number' ? fields.layer_norm_epsilon : 1e-5,
  };
}

function checkVariant(fields: Record<string, unknown>): void {
  const { model_type: type = 'gpt2', activation_function: activation = 'gelu_new' } = fields;
  if (type !== 'gpt2') failField('model_type', type, '"gpt2"');
  if (!TANH_GELU.includes(String(activation)))
    failField('activation_function', activation, `one of ${TANH_GELU.join(', ')}`);
  if (fields.scale_attn_weights === false) failField('scale_attn_weights', false, 'true');
  if (fields.scale_attn_by_inverse_layer_idx === true) failField('scale_attn_by_inverse_layer_idx', true, 'false');
  if (fields.add_cross_attention === true) failField('add_cross_attention', true, 'false');
}

function whole(fields: Record<string, unknown>, field: string): number {
  const value = fields[field];
  if (typeof value === 'number' && Number.isInteger(value) && value >= 1) return value;
  return failField(field, value, 'a whole number from 1 up');
}

function failField(field: string, found: unknown, needed: string): never {
  throw new CheckpointError(
    `config.json, ${field}: ${JSON.stringify(found) ?? 'nothing'} was found; ${needed} was needed; only GPT-2's architecture is read.`,
  );
}
