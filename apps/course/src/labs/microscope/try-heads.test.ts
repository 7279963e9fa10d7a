import { expect, it } from 'vitest';
import type { MicroscopeConnection } from './connect.ts';
import type { HeadCost } from './contract.ts';
import { tryHeads } from './try-heads.ts';

/** A worker that answers for one head after the other; `rest` runs between two of them. */
function answering(heads: number, rest: (done: number) => void): Pick<MicroscopeConnection, 'call'> {
  const call = async (
    _method: string,
    _params: unknown,
    { signal, onEvent }: { signal: AbortSignal; onEvent: (cost: HeadCost) => void },
  ) => {
    for (let head = 0; head < heads && !signal.aborted; head++) {
      rest(head);
      onEvent({ layer: 0, head, bits: 4 + head }); // as the worker does for the head it was at when the cancel came
    }
    return { all: 3 };
  };
  return { call } as unknown as Pick<MicroscopeConnection, 'call'>; // the one method that is called, without its overloads
}

it('a whole try tells the costs head by head and ends with the cost of all', async () => {
  const told: number[] = [];
  const { signal } = new AbortController();
  const all = await tryHeads(
    answering(3, () => undefined),
    { text: 'a', signal, told: (costs) => told.push(costs.length) },
  );
  expect(all).toBe(3);
  expect(told).toEqual([1, 2, 3]);
});

it('nothing is told of a text that is no longer there', async () => {
  const trying = new AbortController();
  let shown: readonly HeadCost[] = [];
  const worker = answering(16, (done) => {
    if (done !== 1) return;
    trying.abort(); // the learner types
    shown = [];
  });
  const all = await tryHeads(worker, { text: 'a', signal: trying.signal, told: (costs) => (shown = costs) });
  expect(all).toBeUndefined();
  expect(shown).toEqual([]);
});
