import { describe, expect, it } from 'vitest';
import { TokenizerError } from '../foundations/errors.ts';
import { tokenizerFromJson } from './tokenizer-from-json.ts';
import { trainBpe } from './train-bpe.ts';

const WORD_PIECES = [
  '[PAD]',
  '[UNK]',
  '[CLS]',
  '[SEP]',
  '[MASK]',
  'un',
  '##aff',
  '##able',
  'hello',
  ',',
  '世',
  '!',
  'a',
];

/** As bert-base-uncased has it, with a vocabulary of its own. */
const BERT = {
  version: '1.0',
  truncation: null,
  padding: null,
  added_tokens: WORD_PIECES.slice(0, 5).map((content, id) => ({
    id,
    content,
    single_word: false,
    lstrip: false,
    rstrip: false,
    normalized: false,
    special: true,
  })),
  normalizer: {
    type: 'BertNormalizer',
    clean_text: true,
    handle_chinese_chars: true,
    strip_accents: null,
    lowercase: true,
  },
  pre_tokenizer: { type: 'BertPreTokenizer' },
  post_processor: {
    type: 'TemplateProcessing',
    single: [
      { SpecialToken: { id: '[CLS]', type_id: 0 } },
      { Sequence: { id: 'A', type_id: 0 } },
      { SpecialToken: { id: '[SEP]', type_id: 0 } },
    ],
    pair: [],
    special_tokens: {
      '[CLS]': { id: '[CLS]', ids: [2], tokens: ['[CLS]'] },
      '[SEP]': { id: '[SEP]', ids: [3], tokens: ['[SEP]'] },
    },
  },
  decoder: { type: 'WordPiece', prefix: '##', cleanup: true },
  model: {
    type: 'WordPiece',
    unk_token: '[UNK]',
    continuing_subword_prefix: '##',
    max_input_chars_per_word: 100,
    vocab: Object.fromEntries(WORD_PIECES.map((piece, id) => [piece, id])),
  },
};

describe('tokenizerFromJson, WordPiece', () => {
  const tokenizer = tokenizerFromJson(BERT);

  it('cuts words into the longest known pieces, lowers case, strips accents and sets Chinese apart', () => {
    expect([...tokenizer.encode('Unaffable, HÉLLO世!')]).toEqual([5, 6, 7, 9, 8, 10, 11]);
    expect(tokenizer.decode([5, 6, 7, 9, 8])).toBe('unaffable, hello');
    expect([...tokenizer.encode('界')]).toEqual([1]);
    expect(tokenizer.vocabSize).toBe(WORD_PIECES.length);
  });

  it('adds [CLS] and [SEP] only when asked', () => {
    expect([...tokenizer.encode('hello', { template: true })]).toEqual([2, 8, 3]);
    expect([...tokenizer.encode('')]).toEqual([]);
  });

  it('takes [MASK] in a text for a token only where it is allowed', () => {
    expect([...tokenizer.encode('hello [MASK]!', { allowedSpecial: ['[MASK]'] })]).toEqual([8, 4, 11]);
    expect([...tokenizer.encode('hello [MASK]!', { allowedSpecial: 'all' })]).toEqual([8, 4, 11]);
    expect([...tokenizer.encode('hello [MASK]!')]).not.toContain(4);
    expect(() => tokenizer.encode('a', { allowedSpecial: ['[NONE]'] })).toThrow(/"\[NONE\]"; one of \[PAD\]/);
  });

  it('refuses half a character and ids outside the vocabulary', () => {
    expect(() => tokenizer.encode('a\ud800')).toThrow(/U\+D800, half of a surrogate pair, stands at position 1/);
    expect(() => tokenizer.decode([13])).toThrow(/id 13 was found; ids from 0 to 12/);
    expect(tokenizer.decode([])).toBe('');
  });

  it('writes the file it was read from', () => {
    expect(tokenizer.toJson()).toEqual(BERT);
  });
});

describe('tokenizerFromJson', () => {
  it('reads a character vocabulary of any kind without merges', () => {
    const tokenizer = tokenizerFromJson({ model: { type: 'BPE', vocab: { b: 0, a: 1 }, merges: [] } });
    expect([...tokenizer.encode('ab')]).toEqual([1, 0]);
  });

  it('reads a byte-level BPE with GPT-2’s own pre-tokenizer, merges as pairs and the end token in the vocabulary', () => {
    const tokenizer = trainBpe('low lower lowest newest '.repeat(3), { vocabSize: 300, specialTokens: ['<|end|>'] });
    const json = JSON.parse(JSON.stringify(tokenizer.toJson()));
    json.pre_tokenizer = { type: 'ByteLevel', add_prefix_space: false, trim_offsets: true };
    json.model.merges = json.model.merges.map((merge: string) => merge.split(' '));
    json.model.vocab['<|end|>'] = tokenizer.vocabSize - 1;
    const again = tokenizerFromJson(json);
    const text = 'the lowest newest<|end|>';
    expect(again.bytesOf).toBeDefined();
    expect([...again.encode(text, { allowedSpecial: 'all' })]).toEqual([
      ...tokenizer.encode(text, { allowedSpecial: 'all' }),
    ]);
  });

  it('reads a byte-level BPE that normalizes through the library', () => {
    const tokenizer = trainBpe('low lower lowest '.repeat(3), { vocabSize: 300 });
    const again = tokenizerFromJson({ ...tokenizer.toJson(), normalizer: { type: 'Lowercase' } });
    expect([...again.encode('LOWER')]).toEqual([...tokenizer.encode('lower')]);
  });

  const whole = { decoder: null, normalizer: null, pre_tokenizer: null, post_processor: null };
  it.each([
    ['no tokenizer', { hello: 1 }, /no model with a vocab/],
    ['no object', null, /no model with a vocab/],
    [
      'merges without the rest of the file',
      { model: { type: 'BPE', vocab: { a: 0 }, merges: ['a b'] } },
      /could not be read/,
    ],
    ['a model of another kind', { ...whole, model: { type: 'Mystery', vocab: 7 } }, /no model with a vocab/],
    [
      'a step of another kind',
      { ...whole, normalizer: { type: 'Mystery' }, model: { type: 'BPE', vocab: {}, merges: [] } },
      /Mystery/,
    ],
    ['special tokens without id', { ...BERT, added_tokens: [{ content: 'x' }] }, /no id or content/],
    [
      'an id far beyond the number of tokens',
      { ...BERT, model: { ...BERT.model, vocab: { ...BERT.model.vocab, b: 1e9 } } },
      /id 1000000000 was found in a vocabulary of 14/,
    ],
    ['a gap', { model: { vocab: { a: 0, b: 2 } } }, /"b" has id 2; each of 0 to 1 exactly once/],
    ['an id twice', { model: { vocab: { a: 0, b: 0 } } }, /"b" has id 0/],
  ])('refuses %s', (_, json, words) => {
    expect(() => tokenizerFromJson(json)).toThrow(words);
    expect(() => tokenizerFromJson(json)).toThrow(TokenizerError);
  });
});
