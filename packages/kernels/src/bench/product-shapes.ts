/** The product all targets speak of, and the two products its gradients are. */
import { matMul, type Tensor, type Tensor2D, tensor2d } from '@tensorflow/tfjs-core';
import { createRandom } from '../random/random.ts';

const [ROWS, INNER, COLUMNS] = [2048, 128, 512];

/** Multiplies and adds of each of the three. */
export const PRODUCT_FLOP = 2 * ROWS * INNER * COLUMNS;

/** Names say how the operands are stored: `t` is read as its transpose. */
export const PRODUCT_FORMS = ['nn', 'nt', 'tn'] as const;
export type ProductForm = (typeof PRODUCT_FORMS)[number];

/** a·b, either read as its transpose. */
export type Multiply = (a: Tensor2D, b: Tensor2D, transposeA?: boolean, transposeB?: boolean) => Tensor;

export interface Products {
  /** One product, the caller disposes it; by default through tfjs' matMul, which our wasm kernels serve when they are installed. */
  run(form: ProductForm, multiply?: Multiply): Tensor2D;
  dispose(): void;
}

/** Makes x [2048, 128], W [128, 512] and dy [2048, 512]: nn = x·W, nt = dy·Wᵀ, tn = xᵀ·dy. */
export function createProducts(): Products {
  const random = createRandom(3);
  const make = (rows: number, columns: number) =>
    tensor2d(
      Float32Array.from({ length: rows * columns }, () => random.next() - 0.5),
      [rows, columns],
    );
  const [x, weight, dy] = [make(ROWS, INNER), make(INNER, COLUMNS), make(ROWS, COLUMNS)];
  const forms: Record<ProductForm, (multiply: Multiply) => Tensor> = {
    nn: (multiply) => multiply(x, weight),
    nt: (multiply) => multiply(dy, weight, false, true),
    tn: (multiply) => multiply(x, dy, true, false),
  };
  return {
    run: (form, multiply = matMul) => forms[form](multiply) as Tensor2D,
    dispose: () => {
      for (const operand of [x, weight, dy]) operand.dispose();
    },
  };
}
