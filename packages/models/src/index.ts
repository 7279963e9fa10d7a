/**
 * What this package ships. The files themselves are reached by path, so that a bundler emits only what is used:
 * `new URL('@glassbox/models/poet/model.safetensors', …)` or `import url from '@glassbox/models/poet/model.safetensors?url'`.
 */

/** One shipped model: a folder in Hugging Face layout with a model card. */
export interface ShippedModel {
  readonly name: 'poet' | 'bard';
  /** Language of the texts it was trained on. */
  readonly language: 'zh' | 'en';
  /** Files of the folder, all needed to load it. */
  readonly files: readonly ['config.json', 'model.safetensors', 'tokenizer.json'];
  /** What to give the model first so that it begins a text of its own. */
  readonly start: string;
}

const FILES = ['config.json', 'model.safetensors', 'tokenizer.json'] as const;

export const shippedModels: readonly ShippedModel[] = [
  { name: 'poet', language: 'zh', files: FILES, start: '\n\n' },
  { name: 'bard', language: 'en', files: FILES, start: '\n' },
];

/**
 * The stages of the model `pipeline` in the order they were made: folders of `@glassbox/models/pipeline/`. All have
 * `config.json` and `model.safetensors`, all but `reward`, a reward model, `tokenizer.json`.
 */
export const PIPELINE_STAGES = ['pretrained', 'sft', 'reward', 'ppo'] as const;
