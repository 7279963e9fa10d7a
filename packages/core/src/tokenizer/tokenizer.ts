/** What every tokenizer can do, whatever it cuts up: text goes in, whole numbers come out, and back. */
export interface Tokenizer {
  /** How many different tokens there are: ids run from 0 to vocabSize - 1. */
  readonly vocabSize: number;
  /** Tokens that stand for no text of their own (end of text, a speaker's turn, a mask), with their ids. */
  readonly specialTokens: ReadonlyMap<string, number>;
  /** The ids of a text. Throws a TokenizerError that names the first piece it has no id for, and its place. */
  encode(text: string, options?: EncodeOptions): Int32Array;
  /** The text of ids, special tokens written out. Throws a TokenizerError on an id outside the vocabulary. */
  decode(tokenIds: Iterable<number>): string;
  /**
   * The UTF-8 bytes of one token, which may begin or end in the middle of a character. Absent where the text of a token
   * depends on its neighbours; `streamDecoder` knows both.
   */
  bytesOf?(tokenId: number): Uint8Array;
  /** The tokenizer as a Hugging Face `tokenizer.json` object, readable by their `tokenizers` library. */
  toJson(): object;
}

/** Which special tokens may be read as such. */
export interface EncodeOptions {
  /**
   * Which special tokens the text may hold: all, or those listed. Any other is read as the plain characters it is made
   * of, so that text from outside can't end a turn or begin one. Default: none.
   */
  readonly allowedSpecial?: 'all' | readonly string[];
  /** Adds what the tokenizer's file puts around every text, such as BERT's [CLS] … [SEP]. Default false. */
  readonly template?: boolean;
}
