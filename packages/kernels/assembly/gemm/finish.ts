/** What follows a product, block by block: GELU and the residual. */
import { geluRow } from '../gelu';
import { addTo } from '../reduce';

/**
 * Without `activated` (0): C += residual. With it: activated = gelu(C) + residual, and C stays as it is for the backward
 * pass. `residual` may be 0; all three have C's row stride.
 */
export function finishBlock(m: i32, n: i32, c: usize, cRow: usize, residual: usize, activated: usize): void {
  for (let i = 0; i < m; i++) {
    let to = c;
    if (activated) {
      geluRow(c, activated, n);
      to = activated;
      activated += cRow;
    }
    if (residual) {
      addTo(to, residual, n);
      residual += cRow;
    }
    c += cRow;
  }
}
