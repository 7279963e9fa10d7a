/** Waiting for other threads without ever waiting for ever. */
import { CALLER_PARKED } from './control.ts';

/** How long nothing may move before the threads are given up. */
const PATIENCE_MS = 3000;
/** The most that two looks at the clock count for, so that a computer's sleep is no time. */
const LONGEST_STEP_MS = 20;
/** Spin so long before sleeping between looks: longer than a piece of work, shorter than the system's time slices. */
const SPIN_MS = 2;
const SPINS = 256;

const { pause = () => undefined } = Atomics as { pause?: () => void };

export interface Patience {
  /** Counts the time since the last call; `progress` is any number that changes when something moves. Returns how long nothing did. */
  idleMs(progress: number): number;
  readonly limitMs: number;
}

export function createPatience(limitMs = PATIENCE_MS, now: () => number = () => performance.now()): Patience {
  let idle = 0;
  let lastProgress: number | undefined;
  let lastTime = now();
  return {
    limitMs,
    idleMs(progress) {
      const time = now();
      idle = progress === lastProgress ? idle + Math.min(time - lastTime, LONGEST_STEP_MS) : 0;
      lastProgress = progress;
      lastTime = time;
      return idle;
    },
  };
}

/** Returns whether `isDone` became true before patience with `words[progress]` ended. */
export function waitUntil(
  isDone: () => boolean,
  words: Int32Array,
  progress: number,
  { idleMs, limitMs }: Patience,
): boolean {
  for (;;) {
    for (let i = 0; i < SPINS; i++) {
      if (isDone()) return true;
      pause();
    }
    const seen = Atomics.load(words, progress);
    const idle = idleMs(seen);
    if (idle >= limitMs) return isDone();
    if (idle > SPIN_MS && canSleep()) sleepUntilChange(words, progress, seen);
  }
}

/** Lets other threads have this core; they say when they are done, and a look every millisecond does no harm. */
function sleepUntilChange(words: Int32Array, index: number, seen: number): void {
  Atomics.store(words, CALLER_PARKED, 1);
  Atomics.wait(words, index, seen, 1);
  Atomics.store(words, CALLER_PARKED, 0);
}

let mayWait: boolean | undefined;

/** A page's main thread may not sleep; workers and Node may. */
function canSleep(): boolean {
  mayWait ??= tryWait();
  return mayWait;
}

function tryWait(): boolean {
  try {
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 1, 0);
    return true;
  } catch {
    return false;
  }
}
