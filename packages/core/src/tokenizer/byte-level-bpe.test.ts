import { Tokenizer as LibraryTokenizer } from '@huggingface/tokenizers';
import fc from 'fast-check';
import * as cl100kOther from 'gpt-tokenizer/esm/encoding/cl100k_base';
import * as gpt2Other from 'gpt-tokenizer/esm/encoding/gpt2';
import { describe, expect, it } from 'vitest';
import { NASTY_STRINGS } from '../../test/nasty-strings.ts';
import { cl100kOptions, cl100kReference, gpt2Options, gpt2Reference } from '../../test/tiktoken.ts';
import { TokenizerError } from '../foundations/errors.ts';
import { byteLevelBpe } from './byte-level-bpe.ts';
import { tokenizerFromJson } from './tokenizer-from-json.ts';

const gpt2 = byteLevelBpe(gpt2Options());
const cl100k = byteLevelBpe(cl100kOptions());
const gpt2Json = JSON.parse(JSON.stringify(gpt2.toJson()));
const gpt2Library = new LibraryTokenizer(gpt2Json, {});

const ENCODINGS = [
  { name: 'gpt2', ours: gpt2, reference: gpt2Reference(), other: gpt2Other },
  { name: 'cl100k_base', ours: cl100k, reference: cl100kReference(), other: cl100kOther },
];

describe.each(ENCODINGS)('$name', ({ ours, reference, other }) => {
  it.each(Object.entries(NASTY_STRINGS))('gives the ids of js-tiktoken and gpt-tokenizer: %s', (_, text) => {
    const ids = [...ours.encode(text)];
    expect(ids).toEqual(reference.encode(text, [], []));
    expect(ids).toEqual(other.encode(text, { disallowedSpecial: new Set() }));
    expect(ours.decode(ids)).toBe(text);
  });

  it('gives the ids of js-tiktoken on any text of whole characters', () => {
    // JavaScript's \s, which js-tiktoken uses, differs from Unicode's White_Space in these two.
    const character = fc.string({ unit: 'grapheme', maxLength: 12 }).filter((text) => !/[\ufeff\u0085]/.test(text));
    fc.assert(
      fc.property(character, fc.string({ maxLength: 12 }), (one, two) => {
        const text = `${one} ${two}\n${one}`;
        expect([...ours.encode(text)]).toEqual(reference.encode(text, [], []));
      }),
      { numRuns: 300 },
    );
  });

  it('gives back any text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(ours.decode(ours.encode(text))).toBe(text);
      }),
    );
  });

  it('reads a special token as text unless it is allowed', () => {
    const text = 'a<|endoftext|>b';
    expect([...ours.encode(text, { allowedSpecial: 'all' })]).toEqual(reference.encode(text, 'all'));
    expect([...ours.encode(text, { allowedSpecial: ['<|endoftext|>'] })]).toEqual(
      reference.encode(text, ['<|endoftext|>'], []),
    );
    expect([...ours.encode(text)]).not.toContain(ours.specialTokens.get('<|endoftext|>'));
    expect(ours.decode(ours.encode(text, { allowedSpecial: 'all' }))).toBe(text);
  });
});

describe('byteLevelBpe', () => {
  it('knows the ids of GPT-2 that everybody knows', () => {
    expect([...gpt2.encode('Hello, world!')]).toEqual([15496, 11, 995, 0]);
    expect([gpt2.vocabSize, cl100k.vocabSize]).toEqual([50257, 100277]);
  });

  it('writes a tokenizer.json with which Hugging Face gives the same ids, and so do we', () => {
    const again = tokenizerFromJson(gpt2Json);
    for (const text of Object.values(NASTY_STRINGS)) {
      const ids = [...gpt2.encode(text)];
      expect([...again.encode(text)]).toEqual(ids);
      // Hugging Face always takes special tokens as such.
      expect(gpt2Library.encode(text).ids).toEqual([...gpt2.encode(text, { allowedSpecial: 'all' })]);
      if (ids.length > 0) expect(gpt2Library.decode(ids, { clean_up_tokenization_spaces: false })).toBe(text);
    }
    expect(again.bytesOf?.(220)).toEqual(Uint8Array.of(32));
  });

  it('takes the byte order mark and U+0085 for what Unicode says, as tiktoken and Hugging Face do', () => {
    for (const text of ['\ufeff\ufeffa', '\u0085\u0085b', 'a \ufeff b']) {
      expect([...gpt2.encode(text)]).toEqual(gpt2Library.encode(text).ids);
    }
  });

  it('names half a character and its place', () => {
    for (const text of ['ab\ud83d', 'ab\udc00cd', '春\ud83d\ud83d\ude00']) {
      expect(() => gpt2.encode(text)).toThrow(/U\+D[8C][0-9A-F]{2}, half of a surrogate pair, stands at position [12]/);
      expect(() => gpt2.encode(text)).toThrow(TokenizerError);
    }
  });

  it('makes U+FFFD of bytes that are no UTF-8', () => {
    const [first = 0] = gpt2.encode('春');
    expect(gpt2.decode([first])).toBe('\ufffd');
  });

  it('encodes a word of 100,000 letters within a second', () => {
    const word = 'the春quick'.repeat(12_500);
    const start = performance.now();
    expect(gpt2.decode(gpt2.encode(word))).toBe(word);
    expect(performance.now() - start).toBeLessThan(5000); // ten times what it takes alone, for busy machines
  });

  it('refuses ids outside the vocabulary or from a gap in it', () => {
    for (const id of [-1, 0.5, 100_277, 100_256, Number.NaN]) {
      expect(() => cl100k.decode([id])).toThrow(/ids from 0 to 100276 that stand for a token/);
    }
  });

  const { vocab, merges } = {
    vocab: Object.fromEntries(Object.entries(gpt2Options().vocab).filter(([token]) => token.length === 1)),
    merges: [],
  };
  it.each([
    ['a byte that is missing', { vocab: { a: 0 }, merges }, /byte/],
    ['an id twice', { vocab: { ...vocab, ab: 5 }, merges }, /"ab": id 5 was found, which another token has/],
    ['an id far away', { vocab: { ...vocab, ab: 1e9 }, merges }, /id 1000000000 was found/],
    ['a letter of no byte', { vocab: { ...vocab, 春: 256 }, merges }, /a letter that stands for no byte/],
    ['a merge of the unknown', { vocab, merges: [['a', 'b']] }, /merge 0 of "a" and "b": a token that is not/],
    [
      'a merge out of order',
      {
        vocab: { ...vocab, ab: 256, abc: 257 },
        merges: [
          ['ab', 'c'],
          ['a', 'b'],
        ],
      },
      /merge 0 of "ab" and "c": a token learnt only later/,
    ],
    [
      'a special token on another id',
      { vocab, merges, specialTokens: { '<|x|>': 3 } },
      /id 3 was found, which another/,
    ],
    ['a wrong pattern', { vocab, merges, pattern: '(' }, /pattern: "\("/],
  ])('refuses %s', (_, options, words) => {
    expect(() => byteLevelBpe(options as Parameters<typeof byteLevelBpe>[0])).toThrow(words);
  });

  it('refuses to allow a special token it does not have', () => {
    expect(() => gpt2.encode('a', { allowedSpecial: ['<|im_end|>'] })).toThrow(
      /"<\|im_end\|>"; one of <\|endoftext\|>/,
    );
  });
});
