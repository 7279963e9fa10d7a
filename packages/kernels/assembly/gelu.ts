/** GELU, tanh form: ½x(1 + tanh u) = x·sigmoid(2u), u = √(2/π)(x + 0.044715x³). See src/ops/gelu.ts. */
import { constant, exponential, loadTail, multiplyAdd, ONE, storeTail } from './math';

/** −2√(2/π), that times 0.044715, and that times 3: of −2u and of its slope. */
const LINEAR: v128 = constant(-1.5957691216);
const CUBIC: v128 = constant(-0.0713548163);
const CUBIC_SLOPE: v128 = constant(-0.2140644488);

/** y = gelu(x) on floats from…to. */
export function gelu(x: usize, y: usize, from: i32, to: i32, _scratch: usize): void {
  const offset = <usize>from << 2;
  geluRow(x + offset, y + offset, to - from);
}

/** dx = dy·gelu′(x) on floats from…to. */
export function geluGrad(x: usize, dy: usize, dx: usize, from: i32, to: i32, _scratch: usize): void {
  const size = to - from;
  const offset = <usize>from << 2;
  x += offset;
  dy += offset;
  dx += offset;
  const vectors = <usize>(size & ~3) << 2;
  for (let at: usize = 0; at < vectors; at += 16) {
    v128.store(dx + at, f32x4.mul(slopeOf(v128.load(x + at)), v128.load(dy + at)));
  }
  const rest = size & 3;
  if (rest == 0) return;
  const tail = f32x4.mul(slopeOf(loadTail(x + vectors, rest, 0)), loadTail(dy + vectors, rest, 0));
  storeTail(dx + vectors, tail, rest);
}

/** y = gelu(x) on `size` floats; they may be the same. */
export function geluRow(x: usize, y: usize, size: i32): void {
  const vectors = <usize>(size & ~3) << 2;
  for (let at: usize = 0; at < vectors; at += 16) v128.store(y + at, geluOf(v128.load(x + at)));
  const rest = size & 3;
  if (rest) storeTail(y + vectors, geluOf(loadTail(x + vectors, rest, 0)), rest);
}

/** x/(1 + e^(−2u)) */
// @ts-ignore: AssemblyScript decorator
@inline
function geluOf(x: v128): v128 {
  const minus2u = f32x4.mul(x, multiplyAdd(f32x4.mul(x, x), CUBIC, LINEAR));
  return f32x4.div(x, f32x4.add(ONE, exponential(minus2u)));
}

/** gelu′ = s + x·s(1 − s)·(2u)′ with s = sigmoid(2u) */
// @ts-ignore: AssemblyScript decorator
@inline
function slopeOf(x: v128): v128 {
  const x2 = f32x4.mul(x, x);
  const s = f32x4.div(ONE, f32x4.add(ONE, exponential(f32x4.mul(x, multiplyAdd(x2, CUBIC, LINEAR)))));
  const minusSlope = multiplyAdd(x2, CUBIC_SLOPE, LINEAR);
  const minusBell = f32x4.mul(f32x4.mul(x, s), f32x4.sub(s, ONE));
  return multiplyAdd(minusBell, minusSlope, s);
}
