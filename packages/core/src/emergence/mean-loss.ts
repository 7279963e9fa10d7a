/** The loss over rows in which only some targets count. */
import { type Batch, countedTargets } from '../data/batch-source.ts';
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
    const count = countedTargets(targets);
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
