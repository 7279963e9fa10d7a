/** Sums over rows by tfjs' own ops: the references of every bias' and gain's gradient. */
import { sum, type Tensor, zeros } from '@tensorflow/tfjs-core';

/** [N, C] → [C]. Zeros where there are no rows: tfjs' wasm kernel leaves the memory of such a sum as it finds it. */
export function columnSumsByOps(rows: Tensor): Tensor {
  return rows.size === 0 ? zeros(rows.shape.slice(1)) : sum(rows, 0);
}
