import { describe, expect, it } from 'vitest';
import { bfloat16ToNumber, float16ToNumber, numberToFloat16 } from './half.ts';

describe('half precision', () => {
  it.each([
    [0x0000, 0],
    [0x3c00, 1],
    [0xc000, -2],
    [0x3555, 0.333251953125],
    [0x7bff, 65504],
    [0x0001, 2 ** -24],
    [0x03ff, 1023 * 2 ** -24],
    [0x0400, 2 ** -14],
    [0x7c00, Number.POSITIVE_INFINITY],
    [0xfc00, Number.NEGATIVE_INFINITY],
  ])('%# has bits %i for %f in both directions', (bits, value) => {
    expect(float16ToNumber(bits)).toBe(value);
    expect(numberToFloat16(value)).toBe(bits);
  });

  it('gives back all 63,488 finite bit patterns', () => {
    for (let bits = 0; bits < 0x10000; bits++) {
      if ((bits & 0x7c00) === 0x7c00) continue;
      expect(numberToFloat16(float16ToNumber(bits))).toBe(bits);
    }
  });

  it('rounds to the nearest, ties to even, and keeps NaN', () => {
    expect(numberToFloat16(1 + 2 ** -11)).toBe(0x3c00); // half way between 1 and the next: down to even
    expect(numberToFloat16(1 + 3 * 2 ** -11)).toBe(0x3c02); // half way: up to even
    expect(numberToFloat16(1 + 2 ** -11 + 2 ** -20)).toBe(0x3c01);
    expect(numberToFloat16(65520)).toBe(0x7c00);
    expect(numberToFloat16(2 ** -25)).toBe(0);
    expect(numberToFloat16(2 ** -25 + 2 ** -40)).toBe(1);
    expect(numberToFloat16(2 ** -26)).toBe(0);
    expect(float16ToNumber(numberToFloat16(Number.NaN))).toBeNaN();
  });

  it('reads bfloat16 as the upper half of a float32', () => {
    expect(bfloat16ToNumber(0x3f80)).toBe(1);
    expect(bfloat16ToNumber(0xc049)).toBe(-3.140625);
    expect(bfloat16ToNumber(0x7f80)).toBe(Number.POSITIVE_INFINITY);
  });
});
