import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { charTokenizer } from './char-tokenizer.ts';
import { imageTokenizer } from './image-tokenizer.ts';
import { streamDecoder } from './stream-decoder.ts';
import type { Tokenizer } from './tokenizer.ts';
import { tokenizerFromJson } from './tokenizer-from-json.ts';
import { trainBpe } from './train-bpe.ts';

const bpe = trainBpe('春眠不觉晓 👩‍👩‍👧 low lower lowest '.repeat(3), { vocabSize: 290, specialTokens: ['<|end|>'] });
/** The same through the library, which decodes whole lists only. */
const library = tokenizerFromJson({ ...bpe.toJson(), normalizer: { type: 'NFC' } });

function pieces(tokenizer: Tokenizer, tokenIds: Iterable<number>): string[] {
  const decoder = streamDecoder(tokenizer);
  return [...Array.from(tokenIds, (id) => decoder.push(id)), decoder.end()];
}

describe('streamDecoder', () => {
  it('waits for the last byte of a character', () => {
    const bytes = trainBpe('', { vocabSize: 256 });
    expect(pieces(bytes, bytes.encode('a春😀'))).toEqual(['a', '', '', '春', '', '', '', '😀', '']);
  });

  it.each([
    ['byte-level BPE', bpe],
    ['byte-level BPE of the library', library],
    ['characters', charTokenizer('春眠👩 low')],
  ])('never gives half a character, and all of the text in the end: %s', (_, tokenizer) => {
    const character = fc.constantFrom(...'春眠👩 low');
    fc.assert(
      fc.property(fc.string({ unit: character }), (text) => {
        const parts = pieces(tokenizer, tokenizer.encode(text));
        expect(parts.join('')).toBe(text);
        expect(parts.every((part) => part.isWellFormed() && !part.includes('\ufffd'))).toBe(true);
      }),
    );
  });

  it('gives what decode gives for any tokens, broken characters too', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: bpe.vocabSize - 1 })), (tokenIds) => {
        expect(pieces(bpe, tokenIds).join('')).toBe(bpe.decode(tokenIds));
      }),
    );
  });

  it('puts the space before the second word, not the first', () => {
    const images = imageTokenizer({ width: 2, height: 2 });
    expect(pieces(images, [3, 20, 30])).toEqual(['<3>', ' 0022', ' 0110', '']);
  });

  it('goes on after an id outside the vocabulary', () => {
    for (const tokenizer of [bpe, library]) {
      const decoder = streamDecoder(tokenizer);
      expect(() => decoder.push(9999)).toThrow(/id 9999/);
      expect(decoder.push(tokenizer.encode('w')[0] ?? 0)).toBe('w');
    }
  });
});
