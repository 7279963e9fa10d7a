/** `@glassbox/core/tokenizer`: text, images and melodies to whole numbers and back. It needs no tensors. */
export { TokenizerError } from '../foundations/errors.ts';
export { type AbcTune, parseAbc, writeAbc } from './abc.ts';
export { type ByteLevelBpeOptions, byteLevelBpe } from './byte-level-bpe.ts';
export { type CharTokenizerOptions, charTokenizer } from './char-tokenizer.ts';
export { type ImageTokenizer, type ImageTokenizerOptions, imageTokenizer } from './image-tokenizer.ts';
export {
  KEYS,
  type KeyParts,
  keyName,
  type Melody,
  type MelodyNote,
  readKey,
  TICKS_PER_QUARTER,
  ticksPerBar,
  transpose,
} from './melody.ts';
export { type MelodyTokenizer, type MelodyTokenizerOptions, melodyTokenizer } from './melody-tokenizer.ts';
export { CL100K_PATTERN, GPT2_PATTERN } from './split-pattern.ts';
export { type StreamDecoder, streamDecoder } from './stream-decoder.ts';
export type { EncodeOptions, Tokenizer } from './tokenizer.ts';
export { tokenizerFromJson } from './tokenizer-from-json.ts';
export { type LearntMerge, learnMerges, type TrainBpeOptions, trainBpe } from './train-bpe.ts';
export { type WordTokenizerOptions, wordTokenizer } from './word-tokenizer.ts';
