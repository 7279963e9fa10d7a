import { Tokenizer as LibraryTokenizer } from '@huggingface/tokenizers';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { NASTY_STRINGS } from '../../test/nasty-strings.ts';
import { bytesToLetters } from './byte-letters.ts';
import { CL100K_PATTERN, GPT2_PATTERN, splitter } from './split-pattern.ts';
import { learnMerges, trainBpe } from './train-bpe.ts';

const TEXT = `${Object.values(NASTY_STRINGS).join('\n')}\nlow low low lower lower newest newest newest widest`;

describe('trainBpe', () => {
  it('merges the commonest pair first, the lower ids of equally common ones: aaabdaaabac', () => {
    const merges = [...learnMerges('aaabdaaabac', { vocabSize: 300 })];
    expect(merges.map(({ left, right, count }) => `${left}+${right} ${count}`)).toEqual(['a+a 4', 'a+b 2', 'aa+ab 2']);
    expect(trainBpe('aaabdaaabac', { vocabSize: 300 }).encode('aaabdaaabac')).toHaveLength(5);
  });

  it('always merges what a fresh count of the whole text finds commonest', () => {
    const pieces = splitter(GPT2_PATTERN)(TEXT);
    let words = pieces.map((piece) => [...bytesToLetters(new TextEncoder().encode(piece))]);
    const merges = [...learnMerges(TEXT, { vocabSize: 1000 })];
    for (const { left, right, count } of merges) {
      const counts = new Map<string, number>();
      for (const word of words) {
        for (let i = 0; i + 1 < word.length; i++) {
          const pair = `${word[i]} ${word[i + 1]}`;
          counts.set(pair, (counts.get(pair) ?? 0) + 1);
        }
      }
      expect(count).toBe(Math.max(...counts.values()));
      expect(counts.get(`${left} ${right}`)).toBe(count);
      words = words.map((word) => replace(word, left, right));
    }
    expect(merges.length).toBeGreaterThan(100);
  });

  it('gives back any text, whatever it was trained on, and keeps special tokens last', () => {
    const tokenizer = trainBpe(TEXT, {
      vocabSize: 350,
      specialTokens: ['<|user|>', '<|end|>'],
      pattern: CL100K_PATTERN,
    });
    expect(tokenizer.vocabSize).toBe(350);
    expect([...tokenizer.specialTokens]).toEqual([
      ['<|user|>', 348],
      ['<|end|>', 349],
    ]);
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(tokenizer.decode(tokenizer.encode(text))).toBe(text);
        const special = `<|user|>${text}<|end|>`;
        expect(tokenizer.decode(tokenizer.encode(special, { allowedSpecial: 'all' }))).toBe(special);
      }),
    );
  });

  it('writes a tokenizer.json with which Hugging Face gives the same ids', () => {
    const tokenizer = trainBpe(TEXT, { vocabSize: 500, specialTokens: ['<|end|>'], pattern: CL100K_PATTERN });
    const library = new LibraryTokenizer(JSON.parse(JSON.stringify(tokenizer.toJson())), {});
    for (const text of [...Object.values(NASTY_STRINGS), 'a<|end|>b']) {
      expect(library.encode(text).ids).toEqual([...tokenizer.encode(text, { allowedSpecial: 'all' })]);
    }
  });

  it('stops early where nothing repeats, and works on an empty text', () => {
    expect(trainBpe('abcdef', { vocabSize: 1000 }).vocabSize).toBe(256);
    expect(trainBpe('', { vocabSize: 257, specialTokens: ['<|end|>'] }).decode([256])).toBe('<|end|>');
  });

  it('refuses a vocabulary too small for the bytes, and half a character', () => {
    expect(() => trainBpe('a', { vocabSize: 256, specialTokens: ['<|end|>'] })).toThrow(
      /vocabSize is 256; .* from 257 up/,
    );
    expect(() => trainBpe('a\ud800', { vocabSize: 300 })).toThrow(/half of a surrogate pair/);
  });
});

function replace(word: readonly string[], left: string, right: string): string[] {
  const result: string[] = [];
  for (let i = 0; i < word.length; i++) {
    if (word[i] === left && word[i + 1] === right) {
      result.push(left + right);
      i++;
    } else {
      result.push(word[i] ?? '');
    }
  }
  return result;
}
