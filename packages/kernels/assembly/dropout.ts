/** Seeded dropout: the same integer hash of (seed, place) as src/random/hash.ts, four places at a time. */
import { loadTail, storeTail } from './math';

/** y[i] = hash(seed, i) < threshold ? 0 : x[i]·keptScale */
export function dropout(x: usize, y: usize, size: i32, seed: i32, threshold: i32, keptScale: f32): void {
  const factor = f32x4.splat(keptScale);
  let places = i32x4(0, 1, 2, 3);
  const vectors = <usize>(size & ~3) << 2;
  for (let at: usize = 0; at < vectors; at += 16) {
    v128.store(y + at, v128.and(f32x4.mul(v128.load(x + at), factor), kept(places, seed, threshold)));
    places = i32x4.add(places, i32x4.splat(4));
  }
  const rest = size & 3;
  if (rest == 0) return;
  const tail = f32x4.mul(loadTail(x + vectors, rest, 0), factor);
  storeTail(y + vectors, v128.and(tail, kept(places, seed, threshold)), rest);
}

/** All bits set in the lanes to keep. */
// @ts-ignore: AssemblyScript decorator
@inline
function kept(places: v128, seed: i32, threshold: i32): v128 {
  let bits = v128.xor(i32x4.mul(places, i32x4.splat(0x9e3779b9)), i32x4.splat(seed));
  bits = i32x4.mul(v128.xor(bits, shiftRight(bits, 16)), i32x4.splat(0x21f0aaad));
  bits = i32x4.mul(v128.xor(bits, shiftRight(bits, 15)), i32x4.splat(0x735a2d97));
  bits = v128.xor(bits, shiftRight(bits, 15));
  return v128.ge<u32>(bits, i32x4.splat(threshold));
}

// @ts-ignore: AssemblyScript decorator
@inline
function shiftRight(bits: v128, by: i32): v128 {
  return v128.shr<u32>(bits, by);
}
