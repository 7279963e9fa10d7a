/** Addresses of the family's checkpoints; the largest are shared with other labs. */
import enAlignedConfig from '@glassbox/models/journey/en/aligned/config.json?url';
import enAlignedWeights from '@glassbox/models/journey/en/aligned/model.safetensors?url';
import enAlignedTokenizer from '@glassbox/models/journey/en/aligned/tokenizer.json?url';
import enMediumConfig from '@glassbox/models/journey/en/medium/config.json?url';
import enMediumWeights from '@glassbox/models/journey/en/medium/model.safetensors?url';
import enMediumTokenizer from '@glassbox/models/journey/en/medium/tokenizer.json?url';
import enSmallConfig from '@glassbox/models/journey/en/small/config.json?url';
import enSmallWeights from '@glassbox/models/journey/en/small/model.safetensors?url';
import enSmallTokenizer from '@glassbox/models/journey/en/small/tokenizer.json?url';
import zhAlignedConfig from '@glassbox/models/journey/zh/aligned/config.json?url';
import zhAlignedWeights from '@glassbox/models/journey/zh/aligned/model.safetensors?url';
import zhAlignedTokenizer from '@glassbox/models/journey/zh/aligned/tokenizer.json?url';
import zhMediumConfig from '@glassbox/models/journey/zh/medium/config.json?url';
import zhMediumWeights from '@glassbox/models/journey/zh/medium/model.safetensors?url';
import zhMediumTokenizer from '@glassbox/models/journey/zh/medium/tokenizer.json?url';
import zhSmallConfig from '@glassbox/models/journey/zh/small/config.json?url';
import zhSmallWeights from '@glassbox/models/journey/zh/small/model.safetensors?url';
import zhSmallTokenizer from '@glassbox/models/journey/zh/small/tokenizer.json?url';
import type { Locale } from '@glassbox/quiz';
import { MODEL_FILES } from '../worker/assets.ts';
import type { ModelName } from './contract.ts';

type Files = Readonly<Record<string, string>>;

export const FAMILY: Readonly<Record<Locale, Readonly<Record<ModelName, Files>>>> = {
  zh: {
    small: { 'config.json': zhSmallConfig, 'model.safetensors': zhSmallWeights, 'tokenizer.json': zhSmallTokenizer },
    medium: {
      'config.json': zhMediumConfig,
      'model.safetensors': zhMediumWeights,
      'tokenizer.json': zhMediumTokenizer,
    },
    large: MODEL_FILES.poet,
    aligned: {
      'config.json': zhAlignedConfig,
      'model.safetensors': zhAlignedWeights,
      'tokenizer.json': zhAlignedTokenizer,
    },
  },
  en: {
    small: { 'config.json': enSmallConfig, 'model.safetensors': enSmallWeights, 'tokenizer.json': enSmallTokenizer },
    medium: {
      'config.json': enMediumConfig,
      'model.safetensors': enMediumWeights,
      'tokenizer.json': enMediumTokenizer,
    },
    large: MODEL_FILES.bard,
    aligned: {
      'config.json': enAlignedConfig,
      'model.safetensors': enAlignedWeights,
      'tokenizer.json': enAlignedTokenizer,
    },
  },
};
