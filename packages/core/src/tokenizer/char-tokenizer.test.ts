import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { TokenizerError } from '../foundations/errors.ts';
import { charTokenizer } from './char-tokenizer.ts';
import { tokenizerFromJson } from './tokenizer-from-json.ts';

describe('charTokenizer', () => {
  it('numbers characters in code point order', () => {
    const tokenizer = charTokenizer('春眠\nba春');
    expect(tokenizer.vocabSize).toBe(5);
    expect([...tokenizer.encode('\nab春眠')]).toEqual([0, 1, 2, 3, 4]);
  });

  it('counts a character beyond 16 bits as one', () => {
    const tokenizer = charTokenizer('𠮷a😀');
    expect([...tokenizer.encode('a𠮷😀')]).toHaveLength(3);
    expect(tokenizer.decode(tokenizer.encode('😀𠮷'))).toBe('😀𠮷');
  });

  it('gives back any text it was made from, to the last space', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', minLength: 1 }), (text) => {
        const tokenizer = charTokenizer(text);
        expect(tokenizer.decode(tokenizer.encode(text))).toBe(text);
        const again = tokenizerFromJson(JSON.parse(JSON.stringify(tokenizer.toJson())));
        expect([...again.encode(text)]).toEqual([...tokenizer.encode(text)]);
      }),
    );
  });

  it('names an unknown character, its code and its place in code points', () => {
    const error = catchError(() => charTokenizer('ab😀').encode('a😀b春'));
    expect(error).toBeInstanceOf(TokenizerError);
    expect(error).toMatchObject({ character: '春', position: 3, code: 'tokenizer' });
    expect(String(error)).toMatch(/"春" \(U\+6625\) at position 3, after "a😀b" is not in the vocabulary/);
  });

  it('refuses an empty text, half a character, and ids outside the vocabulary', () => {
    expect(() => charTokenizer('')).toThrow(/the text is empty/);
    expect(() => charTokenizer('a\ud83d')).toThrow(/U\+D83D, half of a surrogate pair/);
    expect(() => charTokenizer('ab').decode([0, 2])).toThrow(/id 2 was found; ids from 0 to 1/);
    expect(() => charTokenizer('ab').decode([-1])).toThrow(TokenizerError);
  });

  it('keeps characters that look like numbers or object keys apart', () => {
    const text = '0123456789_p';
    const again = tokenizerFromJson(JSON.parse(JSON.stringify(charTokenizer(text).toJson())));
    expect(again.decode(again.encode('90_p'))).toBe('90_p');
  });
});

describe('tokenizerFromJson', () => {
  it('reads a character vocabulary of any kind without merges', () => {
    const tokenizer = tokenizerFromJson({ model: { type: 'BPE', vocab: { b: 0, a: 1 }, merges: [] } });
    expect([...tokenizer.encode('ab')]).toEqual([1, 0]);
  });

  it.each([
    ['no tokenizer', { hello: 1 }, /no model with a vocab/],
    ['no object', null, /no model with a vocab/],
    ['merges', { model: { type: 'BPE', vocab: { a: 0, b: 1 }, merges: ['a b'] } }, /BPE model with 1 merges/],
    ['longer tokens', { model: { type: 'WordLevel', vocab: { ab: 0 } } }, /one token per character/],
    ['a gap', { model: { vocab: { a: 0, b: 2 } } }, /"b" has id 2; each of 0 to 1 exactly once/],
    ['an id twice', { model: { vocab: { a: 0, b: 0 } } }, /"b" has id 0/],
  ])('refuses %s', (_, json, words) => {
    expect(() => tokenizerFromJson(json)).toThrow(words);
  });
});

function catchError(task: () => unknown): unknown {
  try {
    task();
  } catch (error) {
    return error;
  }
  return undefined;
}
