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

  it('lets special tokens in only where they are allowed', () => {
    const tokenizer = charTokenizer('a<|end>', { specialTokens: ['<|end|>', '<|end'] });
    const end = tokenizer.specialTokens.get('<|end|>');
    expect([...tokenizer.encode('a<|end|>', { allowedSpecial: 'all' })]).toEqual([...tokenizer.encode('a'), end]);
    expect(tokenizer.encode('a<|end|>')).toHaveLength(8);
    const again = tokenizerFromJson(JSON.parse(JSON.stringify(tokenizer.toJson())));
    expect(again.specialTokens).toEqual(tokenizer.specialTokens);
    expect(again.vocabSize).toBe(tokenizer.vocabSize);
    expect(() => charTokenizer('ab', { specialTokens: ['a'] })).toThrow(/"a" is a character of the text too/);
    expect(() => charTokenizer('ab', { specialTokens: ['<x>', '<x>'] })).toThrow(/"<x>" was found twice/);
  });

  it('counts the place of an unknown character past special tokens', () => {
    const tokenizer = charTokenizer('ab', { specialTokens: ['<|end|>'] });
    expect(catchError(() => tokenizer.encode('a<|end|>c', { allowedSpecial: 'all' }))).toMatchObject({ position: 8 });
  });

  it('keeps characters that look like numbers or object keys apart', () => {
    const text = '0123456789_p';
    const again = tokenizerFromJson(JSON.parse(JSON.stringify(charTokenizer(text).toJson())));
    expect(again.decode(again.encode('90_p'))).toBe('90_p');
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
