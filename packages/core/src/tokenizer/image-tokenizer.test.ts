import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ConfigError, TokenizerError } from '../foundations/errors.ts';
import { imageTokenizer } from './image-tokenizer.ts';
import { tokenizerFromJson } from './tokenizer-from-json.ts';

describe('imageTokenizer', () => {
  const digits = imageTokenizer();
  const small = imageTokenizer({ width: 4, height: 2, levels: 2, labels: ['x'] });

  it('makes one token of each square of pixels, in reading order', () => {
    //                               upper left, upper right | lower left, lower right of each square are one number
    const pixels = [255, 0, 0, 255, 0, 0, 255, 255];
    expect([...small.encodeImage(pixels)]).toEqual([1 + 0b1000, 1 + 0b0111]);
    expect(small.decode(small.encodeImage(pixels))).toBe('1000 0111');
    expect([small.vocabSize, small.tokensPerImage, digits.vocabSize, digits.tokensPerImage]).toEqual([17, 2, 266, 196]);
  });

  it('gives back every quantised image exactly', () => {
    const image = fc.uint8Array({ minLength: 784, maxLength: 784 });
    fc.assert(
      fc.property(image, (pixels) => {
        const quantized = digits.quantize(pixels);
        expect(digits.decodeImage(digits.encodeImage(pixels))).toEqual(quantized);
        expect(digits.encodeImage(quantized)).toEqual(digits.encodeImage(pixels));
        expect(quantized.every((grey, place) => Math.abs(grey - (pixels[place] ?? 0)) <= 255 / 6)).toBe(true);
      }),
      { numRuns: 30 },
    );
  });

  it('leaves what is not drawn yet black', () => {
    const tokens = digits.encodeImage(new Uint8Array(784).fill(255)).slice(0, 14);
    const pixels = digits.decodeImage(tokens);
    expect(pixels.subarray(0, 56).every((grey) => grey === 255)).toBe(true);
    expect(pixels.subarray(56).every((grey) => grey === 0)).toBe(true);
  });

  it('is written down as words that tokenizer.json reads', () => {
    const text = '<7> 0000 0132';
    const again = tokenizerFromJson(JSON.parse(JSON.stringify(digits.toJson())));
    expect([...again.encode(text)]).toEqual([digits.labelToken('7'), 10, 10 + 0o36]);
    expect(again.decode(again.encode(text))).toBe(text);
    expect(() => again.encode('<7> 0004')).toThrow(/the word "0004" at position 4 is not in the vocabulary/);
  });

  it.each([
    ['too few pixels', () => digits.encodeImage([0]), /1 pixels were found; 28 × 28 = 784/],
    ['a pixel that is no grey', () => small.encodeImage([0, 0, 0, 256, 0, 0, 0, 0]), /pixel 3 is 256/],
    ['a pixel that is no number', () => small.encodeImage([Number.NaN, 0, 0, 0, 0, 0, 0, 0]), /pixel 0 is NaN/],
    ['a label inside an image', () => small.decodeImage([1, 0]), /token 1 has id 0; ids of squares, 1 to 16/],
    ['too many tokens', () => small.decodeImage([1, 1, 1]), /3 tokens were found; at most 2/],
    ['an unknown label', () => digits.labelToken('A'), /"A" was found; one of 0 1 2/],
  ])('refuses %s', (_, task, words) => {
    expect(task).toThrow(words);
    expect(task).toThrow(TokenizerError);
  });

  it.each([
    [{ width: 27 }, /width is 27; a multiple of 2/],
    [{ height: 0 }, /height is 0/],
    [{ patchSize: 0 }, /patchSize is 0/],
    [{ levels: 11 }, /levels is 11/],
    [{ patchSize: 4, levels: 4 }, /at most 65536 kinds of squares/],
  ])('refuses the options %j', (options, words) => {
    expect(() => imageTokenizer(options)).toThrow(words);
    expect(() => imageTokenizer(options)).toThrow(ConfigError);
  });
});
