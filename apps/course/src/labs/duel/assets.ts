/** Addresses of the twins' files. */
import bertConfig from '@glassbox/models/bert-twin/config.json?url';
import bertWeights from '@glassbox/models/bert-twin/model.safetensors?url';
import tokenizer from '@glassbox/models/bert-twin/tokenizer.json?url';
import gptConfig from '@glassbox/models/gpt-twin/config.json?url';
import gptWeights from '@glassbox/models/gpt-twin/model.safetensors?url';

/** Both have the same tokenizer. */
export const TWIN_FILES = {
  bert: { 'config.json': bertConfig, 'model.safetensors': bertWeights, 'tokenizer.json': tokenizer },
  gpt: { 'config.json': gptConfig, 'model.safetensors': gptWeights, 'tokenizer.json': tokenizer },
} as const;
