/**
 * What this package ships. The files themselves are reached by path, so that a bundler emits only what is used:
 * `new URL('@glassbox/models/poet/model.safetensors', …)` or `import url from '@glassbox/models/poet/model.safetensors?url'`.
 */

/** One shipped model: a folder in Hugging Face layout with a model card. */
export interface ShippedModel {
  readonly name: 'poet' | 'bard' | 'digits' | 'melody' | 'code';
  /**
   * What its tokens are: text of a tokenizer.json, squares of `imageTokenizer()`, or notes of `melodyTokenizer({ labels })`,
   * both of `@glassbox/core`.
   */
  readonly makes: 'text' | 'code' | 'image' | 'melody';
  /** Language of the texts it was trained on, if they have one. */
  readonly language?: 'zh' | 'en';
  /** What images or melodies are asked for by. */
  readonly labels?: readonly string[];
  /** Files of the folder, all needed to load it. */
  readonly files: readonly ['config.json', 'model.safetensors', 'tokenizer.json'];
  /** What to give the model first, as text for its tokenizer, so that it begins something of its own. */
  readonly start: string;
}

const FILES = ['config.json', 'model.safetensors', 'tokenizer.json'] as const;

export const shippedModels: readonly ShippedModel[] = [
  { name: 'poet', makes: 'text', language: 'zh', files: FILES, start: '\n\n' },
  { name: 'bard', makes: 'text', language: 'en', files: FILES, start: '\n' },
  { name: 'digits', makes: 'image', labels: [...'0123456789'], files: FILES, start: '<7>' },
  { name: 'melody', makes: 'melody', labels: ['asian', 'western'], files: FILES, start: '<asian> M:4/4 K:C' },
  { name: 'code', makes: 'code', language: 'en', files: FILES, start: '/**\n' },
];

/**
 * The stages of the model `pipeline` in the order they were made: folders of `@glassbox/models/pipeline/`. All have
 * `config.json` and `model.safetensors`, all but `reward`, a reward model, `tokenizer.json`. Beside them `world.json` holds
 * the language and the options from which `createWorld` makes the world they were trained on.
 */
export const PIPELINE_STAGES = ['pretrained', 'sft', 'reward', 'ppo'] as const;

/** The files of `@glassbox/models/embedder/`: what `loadEmbedder` of `@glassbox/core/rag` reads. It takes Chinese and English. */
export const EMBEDDER_FILES = ['config.json', 'model.safetensors'] as const;

/**
 * The sweeps of models of growing size: files of `@glassbox/models/sweep/`, each with `.json`, read by `parseSweepResults` of
 * `@glassbox/core/emergence`.
 */
export const SWEEPS = ['addition', 'addition-reversed', 'chain', 'chain-scratchpad', 'repeats', 'rules'] as const;

/**
 * Twins of one size that read one corpus for as many steps: `gpt` continues a text, `bert` (read by `loadBert`) fills
 * blanks. Folders with the files of every shipped model; `card.json` has the figures of their duel.
 */
export const TWINS = { gpt: 'gpt-twin', bert: 'bert-twin' } as const;

/**
 * The family of the lesson `gpt-journey`: folders of `@glassbox/models/journey/LANGUAGE/`, each with the files of every
 * shipped model. Its largest member is `poet` or `bard`.
 */
export const JOURNEY_STAGES = ['small', 'medium', 'aligned'] as const;
export type JourneyStage = (typeof JOURNEY_STAGES)[number];

/** What `aligned` was taught to be asked for: a request is one of them in a line of its own behind a blank line, and a blank line. */
export const JOURNEY_TOPICS = {
  zh: ['月', '风', '花', '酒', '春', '秋', '山', '雪'],
  en: ['love', 'king', 'lord', 'good', 'father', 'heart', 'sweet', 'death'],
} as const;
