/** Addresses of the models that are not text; those of verse are shared with other labs. */
import codeConfig from '@glassbox/models/code/config.json?url';
import codeWeights from '@glassbox/models/code/model.safetensors?url';
import codeTokenizer from '@glassbox/models/code/tokenizer.json?url';
import digitsConfig from '@glassbox/models/digits/config.json?url';
import digitsWeights from '@glassbox/models/digits/model.safetensors?url';
import digitsTokenizer from '@glassbox/models/digits/tokenizer.json?url';
import melodyConfig from '@glassbox/models/melody/config.json?url';
import melodyWeights from '@glassbox/models/melody/model.safetensors?url';
import melodyTokenizer from '@glassbox/models/melody/tokenizer.json?url';
import type { Locale } from '@glassbox/quiz';
import { MODEL_FILES } from '../worker/assets.ts';
import type { Kind } from './contract.ts';

const FILES: Readonly<Record<Exclude<Kind, 'verse'>, Readonly<Record<string, string>>>> = {
  code: { 'config.json': codeConfig, 'model.safetensors': codeWeights, 'tokenizer.json': codeTokenizer },
  digit: { 'config.json': digitsConfig, 'model.safetensors': digitsWeights, 'tokenizer.json': digitsTokenizer },
  melody: { 'config.json': melodyConfig, 'model.safetensors': melodyWeights, 'tokenizer.json': melodyTokenizer },
};

export function filesOf(kind: Kind, locale: Locale): Readonly<Record<string, string>> {
  return kind === 'verse' ? MODEL_FILES[locale === 'zh' ? 'poet' : 'bard'] : FILES[kind];
}
