/** Evaluates in a thread that is thrown away, and says in the learner's words which limit it broke. */
import { Worker } from 'node:worker_threads';
import type { ExperimentReason } from '../db/experiments.ts';
import { superviseThread } from '../threads/supervise-thread.ts';
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
  const ended = await superviseThread<ThreadMessage, Extract<Outcome, { kind: 'measured' | 'refused' }>>(worker, {
    timeMs: limits.timeMs,
    isTooMuch: ({ external_memory: buffers }) => buffers > bufferBytes,
    onMessage: (message) => {
      if (message.kind === 'memory') return { kind: 'too-much-memory' };
      if (message.kind !== 'progress') return message;
      onProgress(message.share);
      return undefined;
    },
    signal,
  });
  if (ended.kind === 'too-long') return tooLong(limits);
  return ended.kind === 'too-much-memory' ? tooMuchMemory(limits) : ended;
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
