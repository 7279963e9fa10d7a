/** Opens the poet and lets it read; a file of its own, because digits need neither the model nor the tensor library. */
import type { BackendInfo } from '@glassbox/core';
import { matrixOf } from '@glassbox/core/classic';
import { heldOutText } from '../worker/assets.ts';
import { assertGpuThere, chooseBackend } from '../worker/backend-service.ts';
import type { BackendChoice } from '../worker/contract.ts';
import { loadShipped } from '../worker/load-shipped.ts';
import type { CallContext } from '../worker/protocol.ts';
import { createGrouping, type Grouping } from './grouping.ts';
import { choosePoems, lineLength, poemStates } from './poems.ts';

export type PoemGroupings = Record<'poem-ends' | 'poem-means', Grouping>;

/** Resolves to undefined when cancelled. Throws GPU_LOST, whatever failed, once the GPU is gone. */
export async function readPoems(
  prefer: BackendChoice,
  call: CallContext<{ done: number; total: number }>,
): Promise<PoemGroupings | undefined> {
  const backend = await chooseBackend(prefer);
  try {
    return await readOn(backend, call);
  } catch (error) {
    assertGpuThere();
    throw error;
  }
}

async function readOn(
  backend: BackendInfo,
  { signal, emit }: CallContext<{ done: number; total: number }>,
): Promise<PoemGroupings | undefined> {
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
