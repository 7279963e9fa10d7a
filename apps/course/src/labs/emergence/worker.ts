/** The lab's worker: reads the shipped sweeps and trains points of the learner's own. */
import { parseSweepResults, type SweepResults } from '@glassbox/core/emergence';
import { assertGpuThere, chooseBackend, serveComputing } from '../worker/backend-service.ts';
import type { Port } from '../worker/protocol.ts';
import { sweepText } from './assets.ts';
import type { EmergenceMethods, SweepName } from './contract.ts';
import { trainPoint } from './train-point.ts';

serveComputing<EmergenceMethods>(self as unknown as Port, {
  selectBackend: ({ prefer }) => chooseBackend(prefer),

  shipped: async () => {
    const [addition, reversed, chain, scratchpad, repeats, rules] = await Promise.all([
      read('addition'),
      read('addition-reversed'),
      read('chain'),
      read('chain-scratchpad'),
      read('repeats'),
      read('rules'),
    ]);
    return { addition, 'addition-reversed': reversed, chain, 'chain-scratchpad': scratchpad, repeats, rules };
  },

  train: async ({ addition, size, seed }, { signal, emit }) => {
    const { settings } = await read(addition);
    try {
      return await trainPoint({ settings, size, seed }, { signal, emit, check: assertGpuThere });
    } catch (error) {
      assertGpuThere();
      throw error;
    }
  },
});

async function read(name: SweepName): Promise<SweepResults> {
  return parseSweepResults(await sweepText(name));
}
