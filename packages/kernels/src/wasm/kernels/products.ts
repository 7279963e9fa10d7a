/** Matrix products: ours, and tfjs' own BatchMatMul and _FusedMatMul, which are slow in every transposed form. */
import { broadcast_util, type TensorInfo } from '@tensorflow/tfjs-core';
import { type KernelTable, sizeOf } from '../../kernel-table.ts';
import type { KernelContext } from './context.ts';

interface ProductAttributes {
  transposeA: boolean;
  transposeB: boolean;
}

interface Matrices {
  a: TensorInfo;
  b: TensorInfo;
  bias?: TensorInfo;
}

export function productKernels(context: KernelContext): KernelTable {
  const plain = { transposeA: false, transposeB: false };
  return {
    GlassboxLinear: ({ x, weight, bias }) => [product(context, { a: x, b: weight, bias } as Matrices, plain)],
    GlassboxColumnSum: ({ x }) => {
      const { heap, wasm } = context;
      const [rows = 0, width = 0] = (x as TensorInfo).shape;
      const sums = heap.output([width]);
      wasm.columnSum(heap.address(x as TensorInfo), heap.address(sums), rows, width);
      return [sums];
    },
    BatchMatMul: ({ a, b }, attributes: ProductAttributes) => [product(context, { a, b } as Matrices, attributes)],
    _FusedMatMul: ({ a, b, bias }, attributes: ProductAttributes) => [
      product(context, { a, b, ...(bias && { bias }) } as Matrices, attributes),
    ],
  };
}

/** [.., M, K]·[.., K, N] → [.., M, N], the leading sizes broadcast as tfjs does. */
function product({ heap, wasm }: KernelContext, { a, b, bias }: Matrices, attributes: ProductAttributes): TensorInfo {
  const { transposeA, transposeB } = attributes;
  const [aRows, aColumns] = lastTwo(a.shape);
  const [bRows, bColumns] = lastTwo(b.shape);
  const depth = transposeA ? aRows : aColumns;
  const columns = transposeB ? bRows : bColumns;
  const leading = broadcast_util.assertAndGetBroadcastShape(a.shape.slice(0, -2), b.shape.slice(0, -2));
  let rows = transposeA ? aColumns : aRows;
  let batch = sizeOf(leading);
  // One matrix for the whole batch and A untransposed: the batch is just more rows.
  if (!transposeA && sizeOf(b.shape.slice(0, -2)) === 1) {
    rows *= batch;
    batch = 1;
  }
  const workspace = heap.workspace(wasm.gemmWorkspaceBytes(rows, columns, depth));
  const output = heap.output([...leading, transposeA ? aColumns : aRows, columns]);
  const [aAddress, bAddress, to] = [heap.address(a), heap.address(b), heap.address(output)];
  if (depth === 0) heap.backend.wasm.HEAPU8.fill(0, to, to + sizeOf(output.shape) * 4);
  for (let i = 0; i < batch; i++) {
    const aMatrix = batch === 1 ? 0 : matrixAt(i, leading, a.shape);
    const bMatrix = batch === 1 ? 0 : matrixAt(i, leading, b.shape);
    wasm.gemm(
      rows,
      columns,
      depth,
      aAddress + aMatrix * aRows * aColumns * 4,
      transposeA ? 4 : aColumns * 4,
      transposeA ? aColumns * 4 : 4,
      bAddress + bMatrix * bRows * bColumns * 4,
      transposeB ? 4 : bColumns * 4,
      transposeB ? bColumns * 4 : 4,
      to + i * rows * columns * 4,
      columns * 4,
      bias ? heap.address(bias) : 0,
      0,
      workspace,
    );
  }
  return output;
}

function lastTwo(shape: number[]): [number, number] {
  return [shape.at(-2) ?? 1, shape.at(-1) ?? 1];
}

/** Which matrix of an operand belongs to place `index` of the broadcast batch. */
function matrixAt(index: number, batchShape: number[], operandShape: number[]): number {
  const own = operandShape.slice(0, -2);
  let matrix = 0;
  let stride = 1;
  let rest = index;
  for (let axis = 1; axis <= batchShape.length; axis++) {
    const size = batchShape.at(-axis) ?? 1;
    const ownSize = own.at(-axis) ?? 1; // missing leading sizes count as 1
    if (axis <= own.length && ownSize > 1) matrix += (rest % size) * stride;
    stride *= axis <= own.length ? ownSize : 1;
    rest = Math.floor(rest / size);
  }
  return matrix;
}
