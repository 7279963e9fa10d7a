/**
 * Loads a GPT-2 folder in Hugging Face layout, ours or anyone's: with or without the `transformer.` prefix, with a
 * tied head stored or left out, with the causal mask's buffers of old checkpoints, in one file or in shards.
 */
import type { Directory } from '../foundations/directory.ts';
import { type Gpt, gptOfVariables } from '../model/gpt.ts';
import { parameterSpecs } from '../model/gpt-parameters.ts';
import { fromHfConfig } from './hf-config.ts';
import { loadVariables } from './load-variables.ts';
import { matchTensors, type NameRules, translateNames } from './match-tensors.ts';
import { checkLayerCount, type LoadedTokenizer, readConfigFile, readTokenizerFile } from './model-folder.ts';
import { openWeights } from './weight-files.ts';

/** A GPT from a folder, with its tokenizer where there is one. The caller disposes the model. */
export interface LoadedModel extends LoadedTokenizer {
  /** The caller disposes it. */
  readonly model: Gpt;
}

const PREFIX = 'transformer.';
const HEAD = 'lm_head.weight';
/** Masks that old checkpoints stored beside the weights; causality is built into our attention. */
const MASK_BUFFER = /\.attn\.(masked_)?bias$/;

const RULES: NameRules = {
  architecture: 'GPT-2',
  translate(name) {
    if (MASK_BUFFER.test(name)) return undefined;
    return name === HEAD || name.startsWith(PREFIX) ? name : `${PREFIX}${name}`;
  },
  tied: { [HEAD]: `${PREFIX}wte.weight` },
};

/**
 * Returns the GPT-2 of a folder, and its tokenizer where it is one that can be read. A BERT is read by `loadBert`. Numbers
 * are read tensor by tensor: memory grows by the model, not by the file.
 *
 * @throws CheckpointError naming the tensor or field if a file is missing, damaged, or of another architecture;
 *   BackendUnavailableError before any backend was selected
 */
export async function loadModel(directory: Directory): Promise<LoadedModel> {
  const config = fromHfConfig(await readConfigFile(directory));
  const tokenizer = await readTokenizerFile(directory);
  const weights = await openWeights(directory);
  try {
    checkLayerCount('n_layer', config.nLayer, weights.tensors.size);
    const matched = matchTensors(parameterSpecs(config), translateNames(weights.tensors, RULES), RULES);
    return { model: gptOfVariables(config, await loadVariables(matched)), ...tokenizer };
  } finally {
    await weights.close();
  }
}
