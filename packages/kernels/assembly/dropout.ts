/** Seeded draws: the same integer hash of (seed, place) as src/random/hash.ts, four places at a time. */
import { loadTail, storeTail } from './math';

/** Floats from…to of y[i] = hash(seed, i) < threshold ? 0 : x[i]·keptScale */
export function dropout(
  x: usize,
  y: usize,
  seed: i32,
  threshold: i32,
  keptScale: f32,
  from: i32,
  to: i32,
  _scratch: usize,
): void {
  const size = to - from;
  x += <usize>from << 2;
  y += <usize>from << 2;
  const factor = f32x4.splat(keptScale);
  let places = placesFrom(from);
  const vectors = <usize>(size & ~3) << 2;
  for (let at: usize = 0; at < vectors; at += 16) {
    const kept = v128.ge<u32>(hashBits(places, seed), i32x4.splat(threshold));
    v128.store(y + at, v128.and(f32x4.mul(v128.load(x + at), factor), kept));
    places = i32x4.add(places, i32x4.splat(4));
  }
  const rest = size & 3;
  if (rest == 0) return;
  const last = v128.ge<u32>(hashBits(places, seed), i32x4.splat(threshold));
  storeTail(y + vectors, v128.and(f32x4.mul(loadTail(x + vectors, rest, 0), factor), last), rest);
}

/** Floats from…to of y[i] = (hash(seed, i) >>> 8)·2⁻²⁴, uniform in [0, 1). */
export function uniform(y: usize, seed: i32, from: i32, to: i32, _scratch: usize): void {
  const size = to - from;
  y += <usize>from << 2;
  let places = placesFrom(from);
  const vectors = <usize>(size & ~3) << 2;
  for (let at: usize = 0; at < vectors; at += 16) {
    v128.store(y + at, toUnit(hashBits(places, seed)));
    places = i32x4.add(places, i32x4.splat(4));
  }
  const rest = size & 3;
  if (rest) storeTail(y + vectors, toUnit(hashBits(places, seed)), rest);
}

// @ts-ignore: AssemblyScript decorator
@inline
function placesFrom(first: i32): v128 {
  return i32x4.add(i32x4(0, 1, 2, 3), i32x4.splat(first));
}

// @ts-ignore: AssemblyScript decorator
@inline
function toUnit(bits: v128): v128 {
  return f32x4.mul(f32x4.convert_i32x4_s(shiftRight(bits, 8)), f32x4.splat(5.9604644775390625e-8)); // 2⁻²⁴
}

// @ts-ignore: AssemblyScript decorator
@inline
function hashBits(places: v128, seed: i32): v128 {
  let bits = v128.xor(i32x4.mul(places, i32x4.splat(0x9e3779b9)), i32x4.splat(seed));
  bits = i32x4.mul(v128.xor(bits, shiftRight(bits, 16)), i32x4.splat(0x21f0aaad));
  bits = i32x4.mul(v128.xor(bits, shiftRight(bits, 15)), i32x4.splat(0x735a2d97));
  return v128.xor(bits, shiftRight(bits, 15));
}

// @ts-ignore: AssemblyScript decorator
@inline
function shiftRight(bits: v128, by: i32): v128 {
  return v128.shr<u32>(bits, by);
}
