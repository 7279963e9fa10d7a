/** One AdamW step over a tensor. Input and output may be the same addresses: then it happens in place. See src/ops/adam-w.ts. */
import { loadTail, multiplyAdd, storeTail } from './math';

/**
 * m′ = β₁m + (1−β₁)g; v′ = β₂v + (1−β₂)g²; p′ = p·keep − m′·rate/(√(v′·inverseCorrection2) + ε),
 * with keep = 1 − η·λ, rate = η/(1−β₁ᵗ), inverseCorrection2 = 1/(1−β₂ᵗ).
 */
export function adamW(
  p: usize,
  g: usize,
  m: usize,
  v: usize,
  newP: usize,
  newM: usize,
  newV: usize,
  size: i32,
  beta1: f32,
  beta2: f32,
  share1: f32,
  share2: f32,
  rate: f32,
  inverseCorrection2: f32,
  epsilon: f32,
  keep: f32,
): void {
  const b1 = f32x4.splat(beta1);
  const b2 = f32x4.splat(beta2);
  const s1 = f32x4.splat(share1);
  const s2 = f32x4.splat(share2);
  const vectors = <usize>(size & ~3) << 2;
  for (let at: usize = 0; at < vectors; at += 16) {
    const gradient = v128.load(g + at);
    const first = multiplyAdd(v128.load(m + at), b1, f32x4.mul(gradient, s1));
    const second = multiplyAdd(v128.load(v + at), b2, f32x4.mul(f32x4.mul(gradient, gradient), s2));
    v128.store(newM + at, first);
    v128.store(newV + at, second);
    v128.store(newP + at, move(v128.load(p + at), first, second, rate, inverseCorrection2, epsilon, keep));
  }
  const rest = size & 3;
  if (rest == 0) return;
  const gradient = loadTail(g + vectors, rest, 0);
  const first = multiplyAdd(loadTail(m + vectors, rest, 0), b1, f32x4.mul(gradient, s1));
  const second = multiplyAdd(loadTail(v + vectors, rest, 0), b2, f32x4.mul(f32x4.mul(gradient, gradient), s2));
  const moved = move(loadTail(p + vectors, rest, 0), first, second, rate, inverseCorrection2, epsilon, keep);
  storeTail(newM + vectors, first, rest);
  storeTail(newV + vectors, second, rest);
  storeTail(newP + vectors, moved, rest);
}

// @ts-ignore: AssemblyScript decorator
@inline
function move(p: v128, first: v128, second: v128, rate: f32, inverse: f32, epsilon: f32, keep: f32): v128 {
  const deviation = f32x4.add(f32x4.sqrt(f32x4.mul(second, f32x4.splat(inverse))), f32x4.splat(epsilon));
  const direction = f32x4.div(f32x4.mul(first, f32x4.splat(rate)), deviation);
  return f32x4.sub(f32x4.mul(p, f32x4.splat(keep)), direction);
}
