/**
 * What runs in each worker: the same module on the same memory, taking pieces of jobs until it is told to stop. A
 * module Worker in pages and workers, a worker_thread in Node. It needs no stack in linear memory: AssemblyScript keeps
 * locals on the engine's stack, and our modules have no objects, no allocator and no data segments; globals are each
 * instance's own. So threads share nothing but what their arguments name.
 */
import {
  ARGUMENT_COUNT,
  ARGUMENTS,
  CALLER_PARKED,
  type Control,
  DONE,
  JOB,
  KERNEL,
  LEFT,
  PARKED,
  runPieces,
  SCRATCH,
  STOPPED,
  viewControl,
} from './control.ts';

/** What a worker is given to start. */
export interface ThreadStart {
  module: WebAssembly.Module;
  memory: WebAssembly.Memory;
  control: SharedArrayBuffer;
  /** 1, 2, …; the calling thread is 0. */
  index: number;
}

/** What it answers: nothing is wrong, or what is. */
export type ThreadHello = { failure?: string };

/** How long to spin for the next job before sleeping: train steps post one every 0.05–0.5 ms, and waking takes 0.13 ms. */
const SPIN_MS = 1;
/** Looks at the job number between two looks at the clock. */
const SPINS = 64;

interface Port {
  onmessage: ((event: { data: ThreadStart }) => void) | null;
  postMessage(hello: ThreadHello): void;
  close(): void;
}
type Kernel = (...args: number[]) => void;
/** Tells the core that this is a spin loop; missing in engines before 2025. */
const { pause = () => undefined } = Atomics as { pause?: () => void };

const port = findPort();
port.onmessage = async ({ data }) => {
  try {
    const { exports } = await WebAssembly.instantiate(data.module, { env: { memory: data.memory } });
    const kernels = Object.values(exports) as Kernel[];
    port.postMessage({});
    serve(viewControl(data.control), kernels, data.index);
    port.close();
  } catch (error) {
    port.postMessage({ failure: String(error) });
  }
};

/** Node's way is asked for by a name that bundlers don't follow. */
function findPort(): Port {
  const { process } = globalThis as { process?: { getBuiltinModule?(name: string): unknown } };
  const node = process?.getBuiltinModule?.('node:worker_threads') as { parentPort?: Port | null } | undefined;
  return node?.parentPort ?? (globalThis as unknown as Port);
}

/** Works until stopped, without ever returning to the event loop. */
function serve(control: Control, kernels: Kernel[], index: number): void {
  const { words, numbers } = control;
  for (let job = waitForJob(words, 0); !Atomics.load(words, STOPPED); job = waitForJob(words, job)) {
    const kernel = kernels[Atomics.load(words, KERNEL)] as Kernel;
    const scratch = numbers[SCRATCH + index] as number;
    const args = [...numbers.subarray(ARGUMENTS, ARGUMENTS + Atomics.load(words, ARGUMENT_COUNT))];
    runPieces(control, job, (from, to) => kernel(...args, from, to, scratch));
    Atomics.store(words, LEFT + index, job);
    if (Atomics.load(words, CALLER_PARKED)) Atomics.notify(words, DONE);
  }
}

/** Returns the number of the first job after `last`: spins for a while, then sleeps. */
function waitForJob(words: Int32Array, last: number): number {
  const start = performance.now();
  for (;;) {
    for (let i = 0; i < SPINS; i++) {
      const job = Atomics.load(words, JOB);
      if (job !== last) return job;
      pause();
    }
    if (performance.now() - start < SPIN_MS) continue;
    Atomics.add(words, PARKED, 1);
    Atomics.wait(words, JOB, last);
    Atomics.sub(words, PARKED, 1);
  }
}
