/** Half-precision numbers to single and back, bit by bit, for engines without Float16Array. */

const scratch = new DataView(new ArrayBuffer(4));

/** Returns the float32 of IEEE 754 binary16 bits. */
export function float16ToNumber(bits: number): number {
  const sign = bits & 0x8000 ? -1 : 1;
  const exponent = (bits >> 10) & 0x1f;
  const fraction = bits & 0x3ff;
  if (exponent === 0) return sign * fraction * 2 ** -24;
  if (exponent === 0x1f) return fraction ? Number.NaN : sign * Number.POSITIVE_INFINITY;
  return sign * (1 + fraction / 1024) * 2 ** (exponent - 15);
}

/** Returns the binary16 bits nearest to a number, ties to even; beyond 65504 it becomes infinity. */
export function numberToFloat16(value: number): number {
  scratch.setFloat32(0, value);
  const bits = scratch.getUint32(0);
  const sign = (bits >>> 16) & 0x8000;
  const exponent = ((bits >>> 23) & 0xff) - 127;
  const fraction = bits & 0x7fffff;
  if (exponent === 128) return sign | 0x7c00 | (fraction ? 0x200 : 0);
  if (exponent > 15) return sign | 0x7c00;
  if (exponent >= -14) return sign | roundShift(((exponent + 15) << 23) | fraction, 13); // a carry moves into the exponent
  if (exponent < -25) return sign;
  return sign | roundShift(0x800000 | fraction, -1 - exponent); // subnormal: 2⁻²⁴ per unit
}

/** Returns the number of bfloat16 bits: the upper half of a float32. */
export function bfloat16ToNumber(bits: number): number {
  scratch.setUint32(0, bits << 16);
  return scratch.getFloat32(0);
}

/** All 65,536 float16 numbers, made when the first tensor is read: a look-up is several times faster than the bits. */
let float16Numbers: Float32Array | undefined;

/** Writes the float32 of every float16 into `target`, which is as long. */
export function decodeFloat16(words: Uint16Array, target: Float32Array): void {
  float16Numbers ??= Float32Array.from({ length: 0x10000 }, (_, bits) => float16ToNumber(bits));
  for (let i = 0; i < words.length; i++) target[i] = float16Numbers[words[i] as number] as number;
}

/** Writes the float32 of every bfloat16 into `target`, which is as long. */
export function decodeBfloat16(words: Uint16Array, target: Float32Array): void {
  const bits = new Uint32Array(target.buffer, target.byteOffset, target.length);
  for (let i = 0; i < words.length; i++) bits[i] = (words[i] as number) << 16;
}

/** value / 2^shift, to the nearest whole number, ties to even. */
function roundShift(value: number, shift: number): number {
  const kept = value >>> shift;
  const rest = value & ((1 << shift) - 1);
  const half = 1 << (shift - 1);
  return rest > half || (rest === half && kept & 1) ? kept + 1 : kept;
}
