/** Matrix products with everything a transformer does right before and after them. */
import type { TensorInfo } from '@tensorflow/tfjs-core';
import { type KernelTable, sizeOf } from '../../kernel-table.ts';
import type { WebgpuBackend } from '../core/backend.ts';
import { makeGradient } from '../core/pool.ts';
import { run, runSoon, runTogether } from '../core/queue.ts';
import { GELU } from './gelu.ts';
import { type Operand, type Product, productWork } from './product.ts';
import { columnSumsWork } from './reduce.ts';

interface Transposes {
  transposeA: boolean;
  transposeB: boolean;
}

interface GradInputs {
  a: TensorInfo;
  b: TensorInfo;
  preActivation: TensorInfo;
  dy: TensorInfo;
}

export function productKernels(backend: WebgpuBackend): KernelTable {
  return {
    GlassboxMatMul: (inputs, attributes: Transposes & { activation: 'none' | 'gelu' }) => {
      const { a, b, bias, residual } = inputs as Record<'a' | 'b' | 'bias' | 'residual', TensorInfo>;
      const sizes = sizesOf(a, b, attributes);
      const shape = [...a.shape.slice(0, -2), sizes.M, sizes.N];
      // The products with aᵀ are gradients of weights, or as good as.
      const isGradient = attributes.transposeA && a.shape.length === 2;
      const y = isGradient ? makeGradient(backend, shape) : backend.makeTensorInfo(shape, 'float32');
      const gelu = attributes.activation === 'gelu';
      const preActivation = gelu ? backend.makeTensorInfo(shape, 'float32') : undefined;
      const [left, right] = operands(a, b, attributes);
      runSoon(backend, productWork({ a: left, b: right, ...sizes, y, bias, residual, gelu, preActivation }));
      return preActivation ? [y, preActivation] : [y];
    },
    GlassboxMatMulGrad: (inputs, attributes: Transposes & { hasBias: boolean }) => {
      const { a, b, preActivation, dy } = inputs as unknown as GradInputs;
      return matMulGrad(backend, { a, b, preActivation, dy }, attributes);
    },
    GlassboxColumnSum: ({ x }) => {
      const [rows = 0, width = 0] = (x as TensorInfo).shape;
      const y = makeGradient(backend, [width]);
      runSoon(
        backend,
        columnSumsWork({ name: 'x', inputs: { x: x as TensorInfo }, outputs: { y }, rows, width, terms: ['$x[i]'] }),
      );
      return [y];
    },
  };
}

/** Batch, M, N and K of op(a)·op(b). */
function sizesOf(a: TensorInfo, b: TensorInfo, { transposeA, transposeB }: Transposes) {
  const [rows = 0, columns = 0] = a.shape.slice(-2);
  const [rowsOfB = 0, columnsOfB = 0] = b.shape.slice(-2);
  const [M, K] = transposeA ? [columns, rows] : [rows, columns];
  return { batch: sizeOf(a.shape.slice(0, -2)), M, N: transposeB ? rowsOfB : columnsOfB, K };
}

function operands(a: TensorInfo, b: TensorInfo, { transposeA, transposeB }: Transposes): [Operand, Operand] {
  return [
    { tensor: a, transposed: transposeA },
    { tensor: b, transposed: transposeB },
  ];
}

/** With dPre = dy∘gelu′(preActivation), made while loading: da = dPre·op(b)ᵀ, db = op(a)ᵀ·dPre, dBias = Σ rows of dPre, in one dispatch. */
function matMulGrad(
  backend: WebgpuBackend,
  { a, b, preActivation, dy }: GradInputs,
  attributes: Transposes & { hasBias: boolean },
): TensorInfo[] {
  const { transposeA, transposeB, hasBias } = attributes;
  const { batch, M, N, K } = sizesOf(a, b, attributes);
  const dPre = (transposed: boolean): Operand => ({ tensor: dy, transposed, preActivation });
  const da = backend.makeTensorInfo(a.shape, 'float32');
  const db = makeGradient(backend, b.shape);
  const dBias = hasBias ? makeGradient(backend, [N]) : undefined;
  const sums = batch === 1 ? dBias : undefined;
  const gradients: [Product, Product] = [
    transposeA
      ? { a: { tensor: b, transposed: transposeB }, b: dPre(true), batch, M: K, N: M, K: N, y: da }
      : { a: dPre(false), b: { tensor: b, transposed: !transposeB }, batch, M, N: K, K: N, y: da },
    transposeB
      ? { a: dPre(true), b: { tensor: a, transposed: transposeA }, batch, M: N, N: K, K: M, y: db }
      : { a: { tensor: a, transposed: !transposeA }, b: dPre(false), batch, M: K, N, K: M, y: db },
  ];
  if (sums) gradients[1].sums = { of: transposeB ? 'a' : 'b', output: sums };
  runTogether(backend, gradients.map(productWork));
  if (dBias && !sums) {
    const terms = ['$dy[i] * $geluSlope($pre[i])'];
    const inputs = { dy, pre: preActivation };
    const rows = batch * M;
    run(backend, columnSumsWork({ name: 'gelu', inputs, outputs: { dBias }, rows, width: N, helpers: GELU, terms }));
  }
  return dBias ? [da, db, dBias] : [da, db];
}
