/**
 * Poems as the poet sees them: it reads each one, and its last state (or the mean over all characters) is the sample. It
 * was trained to guess the next character and nothing else. Runs in the worker.
 */
import type { Gpt, Tokenizer } from '@glassbox/core';
import { startOf } from '../worker/load-shipped.ts';

const MOST_POEMS = 192;
const AT_ONCE = 16;

/** Returns poems spread over a collection that stand in it between blank lines. */
export function choosePoems(collection: string, most = MOST_POEMS): string[] {
  const poems = collection.trim().split('\n\n');
  const every = Math.max(1, Math.floor(poems.length / most));
  return poems.filter((_, index) => index % every === 0).slice(0, most);
}

/** Characters in a poem's first line: five or seven. */
export function lineLength(poem: string): number {
  return [...(poem.split(/[，。？！；：、\n]/u)[0] ?? '')].length;
}

export interface PoemStates {
  /** The state after each poem's last character. */
  ends: Float64Array[];
  /** The mean of the states over the poem's characters. */
  means: Float64Array[];
}

/** Reads all poems; resolves to undefined when `stopped` says so on the way. */
export async function poemStates(
  { model, tokenizer }: { model: Gpt; tokenizer: Tokenizer },
  poems: readonly string[],
  { told, stopped }: { told: (done: number) => void; stopped: () => boolean },
): Promise<PoemStates | undefined> {
  const { blockSize } = model.config;
  const skipped = startOf('').length;
  const encoded = poems.map((poem, index) => ({ index, ids: tokenizer.encode(startOf(poem)).slice(0, blockSize) }));
  const ends: Float64Array[] = [];
  const means: Float64Array[] = [];
  let done = 0;
  for (const batch of batchesOfOneLength(encoded)) {
    if (stopped()) return undefined;
    const T = batch[0]?.ids.length ?? 0;
    const tokenIds = Int32Array.from(batch.flatMap(({ ids }) => [...ids]));
    const hidden = model.hidden(tokenIds, [batch.length, T]); // [B, T, C]
    const values = await hidden.data().finally(() => hidden.dispose());
    const C = values.length / (batch.length * T);
    for (const [row, { index }] of batch.entries()) {
      const state = (t: number) => values.subarray((row * T + t) * C, (row * T + t + 1) * C);
      ends[index] = Float64Array.from(state(T - 1));
      const mean = new Float64Array(C);
      for (let t = skipped; t < T; t++) {
        for (const [c, value] of state(t).entries()) mean[c] = (mean[c] ?? 0) + value / (T - skipped);
      }
      means[index] = mean;
    }
    done += batch.length;
    told(done);
  }
  return { ends, means };
}

type Encoded = { index: number; ids: Int32Array };

/** Batches need no padding when all of their texts are equally long. */
function batchesOfOneLength(encoded: readonly Encoded[]): Encoded[][] {
  const byLength = Map.groupBy(encoded, ({ ids }) => ids.length);
  return [...byLength.values()].flatMap((same) =>
    Array.from({ length: Math.ceil(same.length / AT_ONCE) }, (_, at) => same.slice(at * AT_ONCE, (at + 1) * AT_ONCE)),
  );
}
