/** Rows of different lengths side by side, for models that look both ways: padded on the right, the padding marked. */
import type { Batch } from './batch-source.ts';
import { batchWidth } from './examples.ts';

/** Returns the rows as [B, T] tokens, with `mask` 1 on tokens and 0 on padding. */
export function paddedRows(
  rows: readonly Int32Array[],
  { blockSize, paddingId }: { blockSize: number; paddingId: number },
): Pick<Batch, 'inputs' | 'shape'> & { readonly mask: Uint8Array } {
  const T = batchWidth(Math.max(...rows.map(({ length }) => length)), blockSize);
  const inputs = new Int32Array(rows.length * T).fill(paddingId);
  const mask = new Uint8Array(rows.length * T);
  for (const [number, row] of rows.entries()) {
    inputs.set(row, number * T);
    mask.fill(1, number * T, number * T + row.length);
  }
  return { inputs, shape: [rows.length, T], mask };
}
