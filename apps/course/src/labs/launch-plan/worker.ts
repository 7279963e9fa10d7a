/** The worker of `launch-plan`: it draws the runs and lets go of the thread between batches. */
import { type Port, serve } from '../worker/protocol.ts';
import type { WatchMethods } from './contract.ts';
import { simulateWatch } from './simulate.ts';

serve<WatchMethods>(self as unknown as Port, {
  watch: async ({ setting, seed }, { emit }) => {
    const runs = simulateWatch(setting, seed);
    for (let step = runs.next(); ; step = runs.next()) {
      if (step.done) return step.value;
      emit({ done: step.value });
      await new Promise((resolve) => setTimeout(resolve, 0));
    }
  },
});
