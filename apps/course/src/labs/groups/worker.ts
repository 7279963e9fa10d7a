/** The worker of `groups`. Long work rests between pieces, so that a cancel is heard. */
import { type Port, serve, WorkerCallError } from '../worker/protocol.ts';
import { downloadHandwriting } from './assets.ts';
import type { ElbowPoint, GroupsMethods } from './contract.ts';
import { digitSamples } from './digits.ts';
import { createGrouping, type Grouping } from './grouping.ts';

let open: Grouping | undefined;
let digits: Grouping | undefined;
let poems: { backend: string; groupings: Record<'poem-ends' | 'poem-means', Grouping> } | undefined;

serve<GroupsMethods>(self as unknown as Port, {
  load: async ({ data, backend }, call) => {
    if (data === 'digits') {
      if (!digits) {
        const { matrix, labels } = digitSamples(await downloadHandwriting());
        digits = createGrouping('digits', matrix, { labels, texts: [], backend: undefined });
      }
      open = digits;
      return open.samples;
    }
    if (poems?.backend !== backend) {
      const { readPoems } = await import('./read-poems.ts');
      const groupings = await readPoems(backend, call);
      if (!groupings) return null;
      poems = { backend, groupings };
    }
    open = poems.groupings[data];
    return open.samples;
  },

  start: async ({ k, seed }) => opened().start(k, seed),

  step: async () => opened().step(),

  settle: async ({ restMs }, { signal, emit }) => {
    const grouping = opened();
    let frame = grouping.step();
    while (!frame.settled && !signal.aborted) {
      emit(frame);
      await rest(restMs);
      if (signal.aborted) break;
      frame = grouping.step();
    }
    return frame;
  },

  elbow: async ({ maxK, seed }, { signal, emit }) => {
    const grouping = opened();
    const points: ElbowPoint[] = [];
    for (let k = 1; k <= maxK && !signal.aborted; k++) {
      const point = { k, inertia: grouping.inertia(k, seed) };
      points.push(point);
      emit(point);
      await rest(0);
    }
    return points;
  },
});

function opened(): Grouping {
  if (!open) throw new WorkerCallError('NOT_OPEN', 'groups worker: no data is open; needed some; call "load" first.');
  return open;
}

function rest(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
