/**
 * Evaluates in a thread that is thrown away, and ends it by force when it takes too long, too much memory, or is no longer
 * wanted. The time limit holds for everything, loading the evaluator included.
 */
import { Worker } from 'node:worker_threads';
import type { ExperimentReason } from '../db/experiments.ts';
import type { Limits } from './limits.ts';
import type { ThreadMessage, ThreadTask } from './thread-contract.ts';

/** `crashed`: the thread ended without a result and without breaking a limit, which is our fault. */
export type Outcome =
  | { kind: 'measured'; metrics: Record<string, number> }
  | { kind: 'refused'; reason: ExperimentReason }
  | { kind: 'crashed'; detail: string };

export interface ThreadOptions {
  limits: Limits;
  onProgress: (share: number) => void;
  /** Ends the thread; the promise is then rejected with the signal's reason. */
  signal: AbortSignal;
  /** Another thread than the evaluators', for tests of the limits. */
  entry?: URL;
}

const MEGABYTE = 2 ** 20;
const LOOK_EVERY_MS = 100;
const STACK_MEGABYTES = 4;
const YOUNG_MEGABYTES = 32;
/** Beside this file, in TypeScript or compiled. */
const ENTRY = new URL(import.meta.url.endsWith('.ts') ? './thread.ts' : './thread.js', import.meta.url);

/** Returns what became of one evaluation. The files' bytes are handed over to the thread and can't be used afterwards. */
export async function runInThread(task: Omit<ThreadTask, 'wasmBytes'>, options: ThreadOptions): Promise<Outcome> {
  const { limits, onProgress, signal, entry = ENTRY } = options;
  signal.throwIfAborted();
  const bufferBytes = limits.bufferMegabytes * MEGABYTE;
  const workerData: ThreadTask = { ...task, wasmBytes: bufferBytes };
  const worker = new Worker(entry, {
    name: 'glassbox-experiment',
    workerData,
    transferList: task.files.map(({ bytes }) => bytes.buffer as ArrayBuffer),
    // Nothing of the server's environment is of use there, least of all its secrets.
    env: {},
    resourceLimits: {
      maxOldGenerationSizeMb: limits.heapMegabytes,
      maxYoungGenerationSizeMb: YOUNG_MEGABYTES,
      stackSizeMb: STACK_MEGABYTES,
    },
  });
  const ended = Promise.withResolvers<Outcome>();
  const { resolve, reject } = ended;
  worker.on('message', (message: ThreadMessage) => {
    if (message.kind === 'progress') onProgress(message.share);
    else resolve(message.kind === 'memory' ? tooMuchMemory(limits) : message);
  });
  // An error may overtake the message that explains it; by the exit, which follows, all messages have come.
  let failure: Outcome | undefined;
  worker.on('error', (error) => {
    failure = isOutOfMemory(error) ? tooMuchMemory(limits) : crashed(error);
  });
  worker.on('exit', (code) => resolve(failure ?? { kind: 'crashed', detail: `the thread ended with code ${code}` }));
  const abort = () => reject(signal.reason);
  signal.addEventListener('abort', abort, { once: true });
  const timer = setTimeout(() => resolve(tooLong(limits)), limits.timeMs);
  const looking = setInterval(
    () => void look(worker, bufferBytes, () => resolve(tooMuchMemory(limits))),
    LOOK_EVERY_MS,
  );
  try {
    return await ended.promise;
  } finally {
    clearTimeout(timer);
    clearInterval(looking);
    signal.removeEventListener('abort', abort);
    await worker.terminate();
  }
}

/** Buffers lie outside the heap that V8 limits; the thread needs not answer for them to be counted. */
async function look(worker: Worker, mostBytes: number, onExceeded: () => void): Promise<void> {
  // A thread that has just ended has no statistics; its end is told by its own event.
  const statistics = await worker.getHeapStatistics().catch(() => undefined);
  if (statistics !== undefined && statistics.external_memory > mostBytes) onExceeded();
}

function isOutOfMemory(error: unknown): boolean {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  return (
    code === 'ERR_WORKER_OUT_OF_MEMORY' || (error instanceof RangeError && /allocation failed/i.test(error.message))
  );
}

function crashed(error: unknown): Outcome {
  return { kind: 'crashed', detail: error instanceof Error ? error.message : String(error) };
}

function tooLong({ timeMs }: Limits): Outcome {
  const seconds = Math.round(timeMs / 1000);
  return {
    kind: 'refused',
    reason: {
      code: 'too-long',
      text: {
        zh: `评测超过了${seconds}秒，停下来了。没有评分，也不扣分。请换小一些的模型或设置再交。`,
        en: `The evaluation took longer than ${seconds} seconds and was stopped. It was not graded and costs nothing. Hand in something smaller.`,
      },
    },
  };
}

function tooMuchMemory({ heapMegabytes, bufferMegabytes }: Limits): Outcome {
  const most = heapMegabytes + bufferMegabytes;
  return {
    kind: 'refused',
    reason: {
      code: 'too-much-memory',
      text: {
        zh: `评测用掉的内存超过了${most}MB，停下来了。没有评分，也不扣分。请换小一些的模型或设置再交。`,
        en: `The evaluation took more than ${most} MB of memory and was stopped. It was not graded and costs nothing. Hand in something smaller.`,
      },
    },
  };
}
