/** Gradients of element-wise ops and of the matrix product. */
import {
  cast,
  clone,
  div,
  exp,
  type GradConfig,
  greater,
  greaterEqual,
  lessEqual,
  logicalAnd,
  matMul,
  mul,
  neg,
  sigmoid,
  sign,
  square,
  sub,
  sum,
  type Tensor,
  where,
  zerosLike,
} from '@tensorflow/tfjs-core';
import { gradientOf, unbroadcast } from './config.ts';

type Pair = [Tensor, Tensor];

export const arithmeticGradients: GradConfig[] = [
  gradientOf('Add', ['a', 'b'], (dy, [a, b]) => ({
    a: () => unbroadcast(dy, (a as Tensor).shape),
    b: () => unbroadcast(dy, (b as Tensor).shape),
  })),
  gradientOf('Sub', ['a', 'b'], (dy, [a, b]) => ({
    a: () => unbroadcast(dy, (a as Tensor).shape),
    b: () => unbroadcast(neg(dy), (b as Tensor).shape),
  })),
  gradientOf('Multiply', ['a', 'b'], (dy, saved) => {
    const [a, b] = saved as Pair;
    return { a: () => unbroadcast(mul(dy, b), a.shape), b: () => unbroadcast(mul(dy, a), b.shape) };
  }),
  gradientOf('RealDiv', ['a', 'b'], (dy, saved) => {
    const [a, b] = saved as Pair;
    return {
      a: () => unbroadcast(div(dy, b), a.shape),
      b: () => unbroadcast(neg(div(mul(dy, a), square(b))), b.shape),
    };
  }),
  gradientOf('Minimum', ['a', 'b'], (dy, saved) => {
    const [a, b] = saved as Pair;
    return {
      a: () => unbroadcast(mul(dy, cast(lessEqual(a, b), 'float32')), a.shape),
      b: () => unbroadcast(mul(dy, cast(greater(a, b), 'float32')), b.shape),
    };
  }),
  gradientOf('Maximum', ['a', 'b'], (dy, saved) => {
    const [a, b] = saved as Pair;
    return {
      a: () => unbroadcast(mul(dy, cast(greaterEqual(a, b), 'float32')), a.shape),
      b: () => unbroadcast(mul(dy, cast(greater(b, a), 'float32')), b.shape),
    };
  }),
  gradientOf('ClipByValue', ['x'], (dy, [x], { clipValueMin, clipValueMax }) => ({
    x: () =>
      where(
        logicalAnd(greaterEqual(x as Tensor, clipValueMin as number), lessEqual(x as Tensor, clipValueMax as number)),
        dy,
        zerosLike(dy),
      ),
  })),
  gradientOf('Neg', [], (dy) => ({ x: () => neg(dy) })),
  gradientOf('Square', ['x'], (dy, [x]) => ({ x: () => mul(dy, mul(2, x as Tensor)) })),
  gradientOf('Sqrt', [], (dy, [y]) => ({ x: () => div(dy, mul(2, y as Tensor)) }), { saveOutput: true }),
  gradientOf('Rsqrt', [], (dy, [y]) => ({ x: () => mul(dy, mul(-0.5, mul(y as Tensor, square(y as Tensor)))) }), {
    saveOutput: true,
  }),
  gradientOf('Abs', ['x'], (dy, [x]) => ({ x: () => mul(dy, sign(x as Tensor)) })),
  gradientOf('Select', ['condition'], (dy, [condition]) => ({
    condition: () => zerosLike(dy),
    t: () => where(cast(condition as Tensor, 'bool'), dy, zerosLike(dy)),
    e: () => where(cast(condition as Tensor, 'bool'), zerosLike(dy), dy),
  })),
  gradientOf('Exp', [], (dy, [y]) => ({ x: () => mul(dy, y as Tensor) }), { saveOutput: true }),
  gradientOf('Log', ['x'], (dy, [x]) => ({ x: () => div(dy, x as Tensor) })),
  gradientOf('Tanh', [], (dy, [y]) => ({ x: () => mul(dy, sub(1, square(y as Tensor))) }), { saveOutput: true }),
  gradientOf('Sigmoid', [], (dy, [y]) => ({ x: () => mul(dy, mul(y as Tensor, sub(1, y as Tensor))) }), {
    saveOutput: true,
  }),
  gradientOf('Softplus', ['x'], (dy, [x]) => ({ x: () => mul(dy, sigmoid(x as Tensor)) })),
  gradientOf('Relu', ['x'], (dy, [x]) => ({ x: () => mul(dy, cast(greater(x as Tensor, 0), 'float32')) })),
  gradientOf('Softmax', [], (dy, [y]) => ({ logits: () => softmaxGradient(dy, y as Tensor) }), { saveOutput: true }),
  gradientOf('LogSoftmax', [], (dy, [y]) => ({ logits: () => sub(dy, mul(exp(y as Tensor), sum(dy, -1, true))) }), {
    saveOutput: true,
  }),
  gradientOf('Identity', [], (dy) => ({ x: () => clone(dy) })),
  gradientOf('Cast', [], (dy) => ({ x: () => cast(dy, 'float32') })),
  gradientOf('BatchMatMul', ['a', 'b'], (dy, saved, { transposeA, transposeB }) => {
    const [a, b] = saved as Pair;
    return {
      a: () => unbroadcast(transposeA ? matMul(b, dy, !!transposeB, true) : matMul(dy, b, false, !transposeB), a.shape),
      b: () => unbroadcast(transposeB ? matMul(dy, a, true, !!transposeA) : matMul(a, dy, !transposeA, false), b.shape),
    };
  }),
];

/** dx = y∘(dy − rowsum(dy∘y)) */
function softmaxGradient(dy: Tensor, y: Tensor): Tensor {
  const weighted = mul(dy, y);
  return sub(weighted, mul(sum(weighted, -1, true), y));
}
