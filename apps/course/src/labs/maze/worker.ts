/** The worker of `maze`. Long work rests between pictures, so that a cancel is heard. */
import { type Port, serve, WorkerCallError } from '../worker/protocol.ts';
import type { Frame, MazeMethods, Pace, Setting } from './contract.ts';
import { createLearner, type Learner } from './learner.ts';
import { bestPolicy, walkBy } from './walk.ts';

let open: { setting: Setting; learner: Learner } | undefined;

serve<MazeMethods>(self as unknown as Port, {
  open: async (setting) => {
    open = { setting, learner: createLearner(setting) };
    return open.learner.frame();
  },

  advance: async (amount) => {
    const { learner } = opened();
    return advance(learner, amount);
  },

  run: async ({ restMs, ...amount }, { signal, emit }) => {
    const { learner } = opened();
    let frame = learner.frame();
    while (!signal.aborted && !frame.done) {
      const begin = performance.now();
      frame = advance(learner, amount);
      emit(frame);
      await rest(Math.max(0, restMs - (performance.now() - begin)));
    }
    return { ...frame, rewards: [] };
  },

  walk: async () => {
    const { setting, learner } = opened();
    return {
      learned: walkBy(learner.world, learner.policy(), setting),
      best: walkBy(learner.world, bestPolicy(learner.world, setting.discount), setting),
    };
  },
});

function advance(learner: Learner, { unit, count }: Pick<Pace, 'unit' | 'count'>): Frame {
  const until = learner.episodes() + count;
  for (let moves = 0; unit === 'move' ? moves < count : learner.episodes() < until; moves++) {
    if (!learner.move()) break;
  }
  return learner.frame();
}

function opened() {
  if (!open) throw new WorkerCallError('NOT_OPEN', 'maze worker: no maze is open; needed one; call "open" first.');
  return open;
}

function rest(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
