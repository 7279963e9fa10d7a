/** GELU, tanh form: ½x(1 + tanh u) = x·sigmoid(2u), u = √(2/π)(x + 0.044715x³). See src/ops/gelu.ts. */
import { loadTail, multiplyAdd, sigmoid, storeTail } from './math';

/** 2√(2/π), and times 0.044715, and that times 3. */
// @ts-ignore: AssemblyScript decorator
@inline
const LINEAR: f32 = 1.5957691216;
// @ts-ignore: AssemblyScript decorator
@inline
const CUBIC: f32 = 0.0713548163;
// @ts-ignore: AssemblyScript decorator
@inline
const CUBIC_SLOPE: f32 = 0.2140644488;

/** y = gelu(x) on `size` floats. */
export function gelu(x: usize, y: usize, size: i32): void {
  const end = x + (<usize>(size & ~3) << 2);
  for (; x < end; x += 16, y += 16) v128.store(y, geluOf(v128.load(x)));
  const rest = size & 3;
  if (rest) storeTail(y, geluOf(loadTail(x, rest, 0)), rest);
}

/** dx = dy·gelu′(x) on `size` floats. */
export function geluGrad(x: usize, dy: usize, dx: usize, size: i32): void {
  const end = x + (<usize>(size & ~3) << 2);
  for (; x < end; x += 16, dy += 16, dx += 16) v128.store(dx, f32x4.mul(slopeOf(v128.load(x)), v128.load(dy)));
  const rest = size & 3;
  if (rest) storeTail(dx, f32x4.mul(slopeOf(loadTail(x, rest, 0)), loadTail(dy, rest, 0)), rest);
}

// @ts-ignore: AssemblyScript decorator
@inline
function geluOf(x: v128): v128 {
  const u2 = f32x4.mul(x, multiplyAdd(f32x4.mul(x, x), f32x4.splat(CUBIC), f32x4.splat(LINEAR)));
  return f32x4.mul(x, sigmoid(u2));
}

/** gelu′ = s + x·s(1 − s)·(2u)′ with s = sigmoid(2u) */
// @ts-ignore: AssemblyScript decorator
@inline
function slopeOf(x: v128): v128 {
  const x2 = f32x4.mul(x, x);
  const s = sigmoid(f32x4.mul(x, multiplyAdd(x2, f32x4.splat(CUBIC), f32x4.splat(LINEAR))));
  const slope = multiplyAdd(x2, f32x4.splat(CUBIC_SLOPE), f32x4.splat(LINEAR));
  const bell = f32x4.mul(f32x4.mul(x, s), f32x4.sub(f32x4.splat(1), s));
  return multiplyAdd(bell, slope, s);
}
