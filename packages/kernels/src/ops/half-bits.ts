/** The two 16-bit float formats, one number at a time: what each bit pattern means and which pattern is nearest. */

/** IEEE binary16 (5 bits of exponent, 10 of mantissa), or the upper half of a float32 (8 and 7). */
export type HalfFormat = 'float16' | 'bfloat16';

const WORD = new DataView(new ArrayBuffer(4));

/** Returns the value of the 16-bit pattern `bits`; exact. */
export function decodeHalf(bits: number, format: HalfFormat): number {
  if (format === 'bfloat16') {
    WORD.setUint32(0, bits << 16);
    return WORD.getFloat32(0);
  }
  const sign = bits & 0x8000 ? -1 : 1;
  const exponent = (bits >>> 10) & 31;
  const mantissa = bits & 1023;
  if (exponent === 0) return sign * mantissa * 2 ** -24;
  if (exponent === 31) return mantissa === 0 ? sign * Number.POSITIVE_INFINITY : Number.NaN;
  return sign * (1024 + mantissa) * 2 ** (exponent - 25);
}

/** Returns the pattern nearest to a float32 `value`, the even one of two as near; too large becomes ±inf, NaN a quiet NaN. */
export function encodeHalf(value: number, format: HalfFormat): number {
  WORD.setFloat32(0, value);
  const word = WORD.getUint32(0);
  const sign = (word >>> 16) & 0x8000;
  if (Number.isNaN(value)) return format === 'bfloat16' ? 0x7fc0 : 0x7e00;
  if (format === 'bfloat16') return (word + 0x7fff + ((word >>> 16) & 1)) >>> 16;
  const magnitude = word & 0x7fffffff;
  if (magnitude < SMALLEST_NORMAL) return sign | roundToEven(Math.abs(value) * 2 ** 24); // steps of 2⁻²⁴
  // The exponent's bias goes from 127 to 15; a mantissa that rounds up carries into it, up to infinity.
  const rebased = magnitude - (112 << 23);
  return sign | Math.min(0x7c00, (rebased + 0xfff + ((rebased >>> 13) & 1)) >>> 13);
}

/** 2⁻¹⁴ as a float32 pattern: below it a float16 has no hidden bit. */
const SMALLEST_NORMAL = 0x38800000;

function roundToEven(value: number): number {
  const below = Math.floor(value);
  const rest = value - below;
  return rest > 0.5 || (rest === 0.5 && below % 2 === 1) ? below + 1 : below;
}
