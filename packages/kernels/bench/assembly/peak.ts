// @ts-nocheck: this is AssemblyScript
/**
 * The register peak: nothing but four-lane multiply-adds s ← s·f + t on values that stay in registers. Twelve sums, since a
 * multiply-add takes four cycles and two start in each: fewer would wait for one another, more would not fit.
 */

/** Multiplies and adds per iteration: 12 sums of 4 lanes, 2 each. */
export const FLOP_PER_ITERATION: i32 = 12 * 4 * 2;

function madd(a: v128, b: v128, c: v128): v128 {
  if (ASC_FEATURE_RELAXED_SIMD) return f32x4.relaxed_madd(a, b, c);
  return f32x4.add(f32x4.mul(a, b), c);
}

/** Returns a value that depends on all sums, so that none can be left out. `factor` and `term` are unknown to the compiler. */
export function peak(iterations: i32, factor: f32, term: f32): f32 {
  const f = f32x4.splat(factor);
  const t = f32x4.splat(term);
  let s0 = t;
  let s1 = f32x4.splat(term + 1);
  let s2 = f32x4.splat(term + 2);
  let s3 = f32x4.splat(term + 3);
  let s4 = f32x4.splat(term + 4);
  let s5 = f32x4.splat(term + 5);
  let s6 = f32x4.splat(term + 6);
  let s7 = f32x4.splat(term + 7);
  let s8 = f32x4.splat(term + 8);
  let s9 = f32x4.splat(term + 9);
  let s10 = f32x4.splat(term + 10);
  let s11 = f32x4.splat(term + 11);
  for (let i = 0; i < iterations; i++) {
    s0 = madd(s0, f, t);
    s1 = madd(s1, f, t);
    s2 = madd(s2, f, t);
    s3 = madd(s3, f, t);
    s4 = madd(s4, f, t);
    s5 = madd(s5, f, t);
    s6 = madd(s6, f, t);
    s7 = madd(s7, f, t);
    s8 = madd(s8, f, t);
    s9 = madd(s9, f, t);
    s10 = madd(s10, f, t);
    s11 = madd(s11, f, t);
  }
  const low = f32x4.add(f32x4.add(f32x4.add(s0, s1), f32x4.add(s2, s3)), f32x4.add(s4, s5));
  const high = f32x4.add(f32x4.add(f32x4.add(s6, s7), f32x4.add(s8, s9)), f32x4.add(s10, s11));
  const all = f32x4.add(low, high);
  return (
    f32x4.extract_lane(all, 0) + f32x4.extract_lane(all, 1) + f32x4.extract_lane(all, 2) + f32x4.extract_lane(all, 3)
  );
}
