/** `@glassbox/core/tokenizer`: text, images and melodies to whole numbers and back. It needs no tensors. */
export { TokenizerError } from '../foundations/errors.ts';
export { type CharTokenizerOptions, charTokenizer } from './char-tokenizer.ts';
export { type ImageTokenizer, type ImageTokenizerOptions, imageTokenizer } from './image-tokenizer.ts';
export type { EncodeOptions, Tokenizer } from './tokenizer.ts';
export { tokenizerFromJson } from './tokenizer-from-json.ts';
export { type WordTokenizerOptions, wordTokenizer } from './word-tokenizer.ts';
