/** What every tokenizer can do. Text goes in, whole numbers come out, and back. */
export interface Tokenizer {
  /** How many different tokens there are: ids run from 0 to vocabSize - 1. */
  readonly vocabSize: number;
  /** The ids of a text. Throws a TokenizerError that names the first piece it has no id for, and its place. */
  encode(text: string): Int32Array;
  /** The text of ids. Throws a TokenizerError on an id outside the vocabulary. */
  decode(tokenIds: Iterable<number>): string;
  /** The tokenizer as a Hugging Face `tokenizer.json` object, readable by their `tokenizers` library. */
  toJson(): object;
}
