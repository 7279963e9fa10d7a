/** Half-precision floats, two bytes each, to float32 and back. See src/ops/half.ts for the rules of rounding. */

/** Floats from…to of bfloat16 → float32: the upper half of the same bits. */
export function fromBfloat16(bits: usize, y: usize, from: i32, to: i32, _scratch: usize): void {
  for (let i = <usize>from; i < <usize>to; i++) i32.store(y + (i << 2), <i32>load<u16>(bits + (i << 1)) << 16);
}

/** Floats from…to of float16 → float32, subnormals included. */
export function fromFloat16(bits: usize, y: usize, from: i32, to: i32, _scratch: usize): void {
  for (let i = <usize>from; i < <usize>to; i++) i32.store(y + (i << 2), float32BitsOf(load<u16>(bits + (i << 1))));
}

/** Floats from…to of float32 → bfloat16, to the nearest, ties to even; NaN stays NaN. */
export function toBfloat16(x: usize, bits: usize, from: i32, to: i32, _scratch: usize): void {
  for (let i = <usize>from; i < <usize>to; i++) {
    const value = load<u32>(x + (i << 2));
    const isNaN = (value & 0x7fffffff) > 0x7f800000;
    const rounded = (value + 0x7fff + ((value >> 16) & 1)) >> 16;
    store<u16>(bits + (i << 1), <u16>(isNaN ? (value >> 16) | 0x40 : rounded));
  }
}

/** Floats from…to of float32 → float16, to the nearest, ties to even; too large gives ±∞, NaN stays NaN. */
export function toFloat16(x: usize, bits: usize, from: i32, to: i32, _scratch: usize): void {
  for (let i = <usize>from; i < <usize>to; i++) store<u16>(bits + (i << 1), <u16>float16BitsOf(load<u32>(x + (i << 2))));
}

// @ts-ignore: AssemblyScript decorator
@inline
function float32BitsOf(half: u32): i32 {
  const sign = (half & 0x8000) << 16;
  const magnitude = (half & 0x7fff) << 13;
  if (magnitude >= 0x0f800000) return <i32>(sign | magnitude | 0x7f800000); // ∞ and NaN
  // Read with float32's exponent bias it is 2¹¹² too small; a product also gives subnormals their exponent.
  const value = reinterpret<f32>(magnitude) * reinterpret<f32>(0x77800000);
  return <i32>(sign | reinterpret<u32>(value));
}

// @ts-ignore: AssemblyScript decorator
@inline
function float16BitsOf(value: u32): u32 {
  const sign = (value >> 16) & 0x8000;
  const magnitude = value & 0x7fffffff;
  if (magnitude > 0x7f800000) return sign | 0x7e00;
  if (magnitude >= 0x477ff000) return sign | 0x7c00; // from 65,520 up
  if (magnitude < 0x38800000) {
    // Below 2⁻¹⁴: adding ½ lets the float unit round to a multiple of 2⁻²⁴.
    return sign | (reinterpret<u32>(reinterpret<f32>(magnitude) + 0.5) - 0x3f000000);
  }
  const odd = (magnitude >> 13) & 1;
  return sign | ((magnitude - 0x38000000 + 0xfff + odd) >> 13);
}
