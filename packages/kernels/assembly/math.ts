/**
 * Vector arithmetic shared by the kernels: four float32 lanes at a time. No function here or elsewhere in this folder
 * may need static data: the module lives in the memory of tfjs, and a data segment would overwrite it.
 */

/** a·b + c; one fused instruction in the relaxed build, two rounded ones in the plain build. */
// @ts-ignore: AssemblyScript decorator
@inline
export function multiplyAdd(a: v128, b: v128, c: v128): v128 {
  if (ASC_FEATURE_RELAXED_SIMD) return f32x4.relaxed_madd(a, b, c);
  return f32x4.add(f32x4.mul(a, b), c);
}

/**
 * Zero, found at run time: the compiler can't fold it. A vector of a constant inside a loop is built anew at every use
 * (three instructions); one that was computed once, when the module started, is a single load. GELU runs 2× as fast.
 */
const ZERO: f32 = <f32>(memory.size() >> 31);

/** Range in which exp neither overflows nor needs a subnormal. */
const LOWEST_EXPONENT: v128 = f32x4.splat(-87.0 + ZERO);
const HIGHEST_EXPONENT: v128 = f32x4.splat(88.0 + ZERO);
const LOG2_E: v128 = f32x4.splat(1.44269504 + ZERO);
/** −ln 2 in two parts, the first short enough that n times it is exact. */
const MINUS_LN2_COARSE: v128 = f32x4.splat(-0.693359375 + ZERO);
const MINUS_LN2_REST: v128 = f32x4.splat(2.1219444e-4 + ZERO);
/** 1.5·2²³ + 127: adding it rounds a float to a whole number n and leaves n + 127, the exponent of 2ⁿ, in the low bits. */
const ROUND_TO_EXPONENT: v128 = f32x4.splat(12583039.0 + ZERO);
/** eʳ − 1 − r on |r| ≤ ½ ln 2, highest power first: the polynomial of Cephes' expf. */
const P5: v128 = f32x4.splat(1.9875691e-4 + ZERO);
const P4: v128 = f32x4.splat(1.3981999e-3 + ZERO);
const P3: v128 = f32x4.splat(8.333452e-3 + ZERO);
const P2: v128 = f32x4.splat(4.1665795e-2 + ZERO);
const P1: v128 = f32x4.splat(1.6666666e-1 + ZERO);
const P0: v128 = f32x4.splat(0.5 + ZERO);
export const ONE: v128 = f32x4.splat(1.0 + ZERO);

/** A vector of `value` that loops load instead of building it. Only for values at the top of a module. */
export function constant(value: f32): v128 {
  return f32x4.splat(value + ZERO);
}

/**
 * eˣ per lane, relative error about 1e-7; below −87 it stays at e⁻⁸⁷. NaN gives NaN (pmin and pmax return their first
 * operand then). x = n·ln 2 + r, |r| ≤ ½ ln 2, eʳ by a polynomial, 2ⁿ through the exponent bits.
 */
// @ts-ignore: AssemblyScript decorator
@inline
export function exponential(x: v128): v128 {
  const bounded = f32x4.pmin(f32x4.pmax(x, LOWEST_EXPONENT), HIGHEST_EXPONENT);
  const shifted = multiplyAdd(bounded, LOG2_E, ROUND_TO_EXPONENT);
  const n = f32x4.sub(shifted, ROUND_TO_EXPONENT);
  const r = multiplyAdd(n, MINUS_LN2_REST, multiplyAdd(n, MINUS_LN2_COARSE, bounded));
  let p = multiplyAdd(P5, r, P4);
  p = multiplyAdd(p, r, P3);
  p = multiplyAdd(p, r, P2);
  p = multiplyAdd(p, r, P1);
  p = multiplyAdd(p, r, P0);
  const fraction = f32x4.add(multiplyAdd(p, f32x4.mul(r, r), r), ONE);
  return f32x4.mul(fraction, i32x4.shl(shifted, 23));
}

/** eˣ of one number, with the same bits as a lane of `exponential`. */
// @ts-ignore: AssemblyScript decorator
@inline
export function exponentialOf(x: f32): f32 {
  return f32x4.extract_lane(exponential(f32x4.splat(x)), 0);
}

/** 1/(1 + e⁻ˣ) per lane. */
// @ts-ignore: AssemblyScript decorator
@inline
export function sigmoid(x: v128): v128 {
  return f32x4.div(ONE, f32x4.add(ONE, exponential(f32x4.neg(x))));
}

/** ln x for x > 0: x = 2ᵉ·m, ln m = 2·artanh((m−1)/(m+1)) as a series; error below 1e-11. (AssemblyScript's own needs a table.) */
export function logarithmOf(x: f64): f64 {
  if (!(x > 0) || x == f64.MAX_VALUE || x - x != 0) return x == 0 ? -Infinity : x > 0 ? x : NaN;
  const bits = reinterpret<u64>(x);
  let exponent = <i32>((bits >> 52) & 0x7ff) - 1023;
  let m = reinterpret<f64>((bits & 0x000fffffffffffff) | 0x3ff0000000000000); // 1 ≤ m < 2
  if (m > 1.4142135623730951) {
    m *= 0.5;
    exponent += 1;
  }
  const s = (m - 1) / (m + 1); // |s| ≤ 0.172
  const s2 = s * s;
  let series: f64 = 1.0 / 13.0;
  series = series * s2 + 1.0 / 11.0;
  series = series * s2 + 1.0 / 9.0;
  series = series * s2 + 1.0 / 7.0;
  series = series * s2 + 1.0 / 5.0;
  series = series * s2 + 1.0 / 3.0;
  series = series * s2 + 1.0;
  return 2 * s * series + <f64>exponent * 0.6931471805599453;
}

// @ts-ignore: AssemblyScript decorator
@inline
export function sumOfLanes(x: v128): f32 {
  return (
    f32x4.extract_lane(x, 0) + f32x4.extract_lane(x, 1) + (f32x4.extract_lane(x, 2) + f32x4.extract_lane(x, 3))
  );
}

// @ts-ignore: AssemblyScript decorator
@inline
export function largestLane(x: v128): f32 {
  const left = max(f32x4.extract_lane(x, 0), f32x4.extract_lane(x, 1));
  return max(left, max(f32x4.extract_lane(x, 2), f32x4.extract_lane(x, 3)));
}

/** Loads `count` (1 to 3) floats and fills the other lanes with `rest`, reading nothing beyond. */
// @ts-ignore: AssemblyScript decorator
@inline
export function loadTail(address: usize, count: i32, rest: f32): v128 {
  let lanes = f32x4.replace_lane(f32x4.splat(rest), 0, f32.load(address));
  if (count > 1) lanes = f32x4.replace_lane(lanes, 1, f32.load(address, 4));
  if (count > 2) lanes = f32x4.replace_lane(lanes, 2, f32.load(address, 8));
  return lanes;
}

/** Stores the first `count` (1 to 3) lanes, writing nothing beyond. */
// @ts-ignore: AssemblyScript decorator
@inline
export function storeTail(address: usize, lanes: v128, count: i32): void {
  f32.store(address, f32x4.extract_lane(lanes, 0));
  if (count > 1) f32.store(address, f32x4.extract_lane(lanes, 1), 4);
  if (count > 2) f32.store(address, f32x4.extract_lane(lanes, 2), 8);
}
