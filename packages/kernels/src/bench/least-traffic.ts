/**
 * The least a train step has to move through memory: each operation reads what it needs once and writes what others need
 * once, with everything fused that no other operation waits for. Counted in floats from the shapes alone; what a device
 * really moves is counted beside it.
 */
import type { GptSizes } from './gpt.ts';

export interface Traffic {
  operation: string;
  /** How often a step has it. */
  times: number;
  /** Floats read and written each time. */
  floats: number;
}

/** The operations of one step, forward then backward, of a model with `parameters` weights in all. */
export function listLeastTraffic({ nLayer, nEmbd: C, nHead, T, B, V }: GptSizes, parameters: number): Traffic[] {
  const N = B * T;
  const NC = N * C;
  const logSums = B * nHead * T;
  const statistics = 2 * N;
  return [
    { operation: 'token + place embedding', times: 1, floats: N + (NC + T * C) + NC },
    { operation: 'layer norm', times: 2 * nLayer + 1, floats: NC + 2 * C + (NC + statistics) },
    { operation: 'x·W + b → q, k, v', times: nLayer, floats: product(N, C, 3 * C) + 3 * C },
    { operation: 'attention', times: nLayer, floats: 3 * NC + (NC + logSums) },
    { operation: 'x·W + b + residual → out', times: nLayer, floats: product(N, C, C) + C + NC },
    { operation: 'x·W + b → GELU, both kept', times: nLayer, floats: product(N, C, 4 * C) + 4 * C + 4 * NC },
    { operation: 'x·W + b + residual → down', times: nLayer, floats: product(N, 4 * C, C) + C + NC },
    { operation: 'x·W → logits', times: 1, floats: product(N, C, V) },
    { operation: 'cross-entropy', times: 1, floats: N * V + N + (N + 1) },

    { operation: 'cross-entropy, gradient', times: 1, floats: N * V + 2 * N + N * V },
    { operation: 'logits: dx, dW', times: 1, floats: gradients(N, C, V) },
    { operation: 'layer norm, gradient, last', times: 1, floats: 2 * NC + C + statistics + (NC + 2 * C) },
    // Those inside the layers add the residual's gradient while they have the row.
    { operation: 'layer norm, gradient', times: 2 * nLayer, floats: 3 * NC + C + statistics + (NC + 2 * C) },
    { operation: 'down: dx, dW, db', times: nLayer, floats: gradients(N, 4 * C, C) + C },
    { operation: 'up: dx, dW, db through GELU', times: nLayer, floats: gradients(N, C, 4 * C) + 4 * C + 4 * NC },
    { operation: 'out: dx, dW, db', times: nLayer, floats: gradients(N, C, C) + C },
    { operation: 'attention, gradient', times: nLayer, floats: 3 * NC + NC + NC + logSums + 3 * NC },
    { operation: 'q, k, v: dx, dW, db', times: nLayer, floats: gradients(N, C, 3 * C) + 3 * C },
    { operation: 'embedding, gradient of tokens', times: 1, floats: NC + N + V * C },
    { operation: 'embedding, gradient of places', times: 1, floats: NC + T * C },
    { operation: 'AdamW', times: 1, floats: 4 * parameters + 3 * parameters },
  ];
}

/** Bytes of the whole step. */
export function countLeastTraffic(sizes: GptSizes, parameters: number): number {
  return listLeastTraffic(sizes, parameters).reduce((sum, { times, floats }) => sum + 4 * times * floats, 0);
}

/** [rows, inner]·[inner, columns]: both read, the result written. */
function product(rows: number, inner: number, columns: number): number {
  return rows * inner + inner * columns + rows * columns;
}

/** Both gradients of such a product in one pass: x, W and dy read, dx and dW written. */
function gradients(rows: number, inner: number, columns: number): number {
  return 2 * (rows * inner + inner * columns) + rows * columns;
}
