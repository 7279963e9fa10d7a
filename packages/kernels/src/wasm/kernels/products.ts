/** Matrix products: ours with all that can follow them, and tfjs' own BatchMatMul and _FusedMatMul, which are slow in every transposed form. */
import { broadcast_util, type TensorInfo } from '@tensorflow/tfjs-core';
import { type KernelTable, sizeOf } from '../../kernel-table.ts';
import { elementGrain, type KernelContext } from './context.ts';
import { type Finish, lastTwo, multiply, type Product, transposed, viewOf } from './multiply.ts';

interface ProductAttributes {
  transposeA: boolean;
  transposeB: boolean;
  activation?: 'none' | 'gelu' | 'linear';
}

interface ProductInputs {
  a: TensorInfo;
  b: TensorInfo;
  bias?: TensorInfo;
  residual?: TensorInfo;
}

export function productKernels(context: KernelContext): KernelTable {
  const product = (inputs: Record<string, TensorInfo>, attributes: ProductAttributes) =>
    runProduct(context, inputs as unknown as ProductInputs, attributes);
  return {
    GlassboxMatMul: product,
    GlassboxMatMulGrad: (inputs, attributes: ProductAttributes) => geluProductGrad(context, inputs, attributes),
    GlassboxColumnSum: ({ x }) => [columnSum(context, x as TensorInfo)],
    BatchMatMul: product,
    _FusedMatMul: product,
  };
}

/** [.., M, K]·[.., K, N] → [.., M, N], the leading sizes broadcast as tfjs does; with GELU also the sums before it. */
function runProduct(context: KernelContext, inputs: ProductInputs, attributes: ProductAttributes): TensorInfo[] {
  const { heap } = context;
  const { a, b, bias, residual } = inputs;
  const { transposeA, transposeB, activation } = attributes;
  const left = viewOf(lastTwo(a.shape), transposeA);
  const right = viewOf(lastTwo(b.shape), transposeB);
  const leading = broadcast_util.assertAndGetBroadcastShape(a.shape.slice(0, -2), b.shape.slice(0, -2));
  const shape = [...leading, left.rows, right.columns];
  const output = heap.output(shape);
  const product: Product = { left, right, rows: left.rows, columns: right.columns, depth: left.columns };
  const finish: Finish = {
    c: heap.address(output),
    bias: bias ? heap.address(bias) : 0,
    residual: residual ? heap.address(residual) : 0,
    activated: 0,
  };
  const outputs = [output];
  if (activation === 'gelu') {
    const activated = heap.output(shape);
    finish.activated = heap.address(activated);
    outputs.unshift(activated);
  }
  multiplyBatch(context, { a, b, leading }, product, finish);
  return outputs;
}

/** Every matrix of the batch. Where one B serves a whole batch of A, the batch is just more rows. */
function multiplyBatch(
  context: KernelContext,
  { a, b, leading }: { a: TensorInfo; b: TensorInfo; leading: number[] },
  product: Product,
  finish: Finish,
): void {
  const addresses = { a: context.heap.address(a), b: context.heap.address(b) };
  const count = sizeOf(leading);
  const counts = { a: sizeOf(a.shape.slice(0, -2)), b: sizeOf(b.shape.slice(0, -2)) };
  if (counts.b === 1 && product.left.columnStride === 4) {
    multiply(context, { ...product, rows: product.rows * count }, addresses, finish);
  } else if ((counts.a === count || counts.a === 1) && (counts.b === count || counts.b === 1)) {
    multiply(
      context,
      { ...product, batch: { count, sharesA: counts.a < count, sharesB: counts.b < count } },
      addresses,
      finish,
    );
  } else {
    for (let i = 0; i < count; i++) {
      const place = i * product.rows * product.columns * 4;
      const at = {
        a: addresses.a + matrixAt(i, leading, a.shape) * product.left.bytes,
        b: addresses.b + matrixAt(i, leading, b.shape) * product.right.bytes,
      };
      multiply(context, product, at, { ...finish, c: finish.c + place });
    }
  }
}

/** da, db and dbias of gelu(a·b + bias): the gradient of the sums lies in a room of the heap, not in a tensor. */
function geluProductGrad(
  context: KernelContext,
  inputs: Record<string, TensorInfo>,
  { transposeA, transposeB, hasBias }: ProductAttributes & { hasBias?: boolean },
): TensorInfo[] {
  const { heap, threads } = context;
  const { a, b, preActivation, dy } = inputs as Record<'a' | 'b' | 'preActivation' | 'dy', TensorInfo>;
  const size = sizeOf(dy.shape);
  const gradient = heap.room('gradient', size * 4);
  threads.run(
    'geluGrad',
    [heap.address(preActivation), heap.address(dy), gradient],
    size,
    elementGrain(context, size),
    0,
  );

  const count = sizeOf(a.shape.slice(0, -2));
  const batch = { count, sharesA: false, sharesB: false };
  const left = viewOf(lastTwo(a.shape), transposeA); // M × K
  const right = viewOf(lastTwo(b.shape), transposeB); // K × N
  const sums = viewOf([left.rows, right.columns], false); // M × N
  const da = heap.output(a.shape);
  const db = heap.output(b.shape);
  const times = (x: typeof left, y: typeof left, from: { a: number; b: number }, to: TensorInfo) =>
    multiply(
      context,
      { left: x, right: y, rows: x.rows, columns: y.columns, depth: x.columns, batch },
      from,
      onlyTo(heap.address(to)),
    );
  const [atA, atB] = [heap.address(a), heap.address(b)];
  if (transposeA) times(right, transposed(sums), { a: atB, b: gradient }, da);
  else times(sums, transposed(right), { a: gradient, b: atB }, da);
  if (transposeB) times(transposed(sums), left, { a: gradient, b: atA }, db);
  else times(transposed(left), sums, { a: atA, b: gradient }, db);
  if (!hasBias) return [da, db];
  const width = sums.columns;
  const dBias = heap.output([width]);
  sumColumns(context, gradient, heap.address(dBias), width === 0 ? 0 : size / width, width);
  return [da, db, dBias];
}

function onlyTo(c: number): Finish {
  return { c, bias: 0, residual: 0, activated: 0 };
}

/** [.., N, E] → [E] */
function columnSum(context: KernelContext, x: TensorInfo): TensorInfo {
  const width = x.shape.at(-1) ?? 0;
  const sums = context.heap.output([width]);
  sumColumns(context, context.heap.address(x), context.heap.address(sums), sizeOf(x.shape) / Math.max(1, width), width);
  return sums;
}

/** Columns to a thread: whole cache lines, and enough of them to read rows in long runs. */
const LEAST_COLUMNS = 64;

function sumColumns(context: KernelContext, x: number, y: number, rows: number, width: number): void {
  const grain = Math.max(LEAST_COLUMNS, Math.ceil(width / context.threads.count / 16) * 16);
  context.threads.run('columnSum', [x, width * 4, y, rows], width, grain, 0);
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
