/** The loss over rows in which only some targets count. */
import type { Batch } from '../data/batches.ts';
import type { Gpt } from '../model/gpt.ts';

/** Returns the mean nats per counted target over batches, each weighted by how many it has. */
export async function meanLossOfRows(
  model: Gpt,
  batches: readonly Batch[],
  breathe: () => Promise<void>,
): Promise<number> {
  let nats = 0;
  let counted = 0;
  for (const { inputs, targets, shape } of batches) {
    const count = targets.filter((target) => target >= 0).length;
    const loss = model.loss(inputs, targets, shape);
    try {
      nats += ((await loss.data())[0] ?? Number.NaN) * count;
    } finally {
      loss.dispose();
    }
    counted += count;
    await breathe();
  }
  return nats / counted;
}
