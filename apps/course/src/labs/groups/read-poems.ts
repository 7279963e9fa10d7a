/** Opens the poet and lets it read; a file of its own, because digits need neither the model nor the tensor library. */
import { matrixOf } from '@glassbox/core/classic';
import { heldOutText } from '../worker/assets.ts';
import { assertGpuThere, chooseBackend } from '../worker/backend-service.ts';
import type { BackendChoice } from '../worker/contract.ts';
import { loadShipped } from '../worker/load-shipped.ts';
import type { CallContext } from '../worker/protocol.ts';
import { createGrouping, type Grouping } from './grouping.ts';
import { choosePoems, lineLength, poemStates } from './poems.ts';

export type PoemGroupings = Record<'poem-ends' | 'poem-means', Grouping>;

/** Resolves to undefined when cancelled. */
export async function readPoems(
  prefer: BackendChoice,
  { signal, emit }: CallContext<{ done: number; total: number }>,
): Promise<PoemGroupings | undefined> {
  const backend = await chooseBackend(prefer);
  const texts = choosePoems(await heldOutText('poet'));
  const { model, tokenizer } = await loadShipped('poet');
  try {
    const states = await poemStates({ model, tokenizer }, texts, {
      told: (done) => emit({ done, total: texts.length }),
      stopped: () => signal.aborted,
    });
    assertGpuThere();
    if (!states) return undefined;
    const about = { labels: Uint8Array.from(texts, lineLength), texts, backend };
    return {
      'poem-ends': createGrouping('poem-ends', matrixOf(states.ends), about),
      'poem-means': createGrouping('poem-means', matrixOf(states.means), about),
    };
  } finally {
    model.dispose();
  }
}
