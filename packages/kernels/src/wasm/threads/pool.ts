/**
 * Many threads: the calling one and workers, which share tfjs' heap. The caller posts a job, takes pieces of it like
 * everyone else, and spins for the rest. Whatever happens to the workers, `run` returns with the work done: a piece
 * that trapped is repeated here, and if nothing moves for seconds the workers are given up and their pieces repeated.
 */
import type { WasmExports } from '../exports.ts';
import {
  ARGUMENT_COUNT,
  ARGUMENTS,
  CLAIMS,
  COUNT,
  claimsOf,
  DONE,
  FAILED,
  FIRST,
  GRAIN,
  JOB,
  KERNEL,
  LAST_JOB,
  LEFT,
  MAX_PIECES,
  makeControlBuffer,
  PARKED,
  type RunPiece,
  runPieces,
  SCRATCH,
  STOPPED,
  viewControl,
} from './control.ts';
import { createPatience, waitUntil } from './patience.ts';
import type { Scratch } from './scratch.ts';
import { createSerialThreads, type ParallelKernel, type Threads } from './threads.ts';
import { startWorker, type ThreadWorker } from './worker.ts';

export interface PoolOptions {
  exports: WasmExports;
  module: WebAssembly.Module;
  memory: WebAssembly.Memory;
  /** For as many threads as `count`; the pool owns it. */
  scratch: Scratch;
  /** At least 2; the calling thread is one of them. */
  count: number;
  /** Where the worker's script is, when it is not in its place. */
  threadUrl?: URL | undefined;
  /** How long nothing may move before the workers are given up; 3,000 by default. */
  patienceMs?: number;
  /** Called once if the workers are given up; from then on `count` is 1. */
  onGivenUp(reason: string): void;
}

type Kernel = (...args: number[]) => void;

/** The part of a kernel's work that one job covers. */
interface Range {
  first: number;
  count: number;
  grain: number;
}

/** Starts the workers; rejects with the reason if one can't start, and then has ended the others. */
export async function createThreadPool(options: PoolOptions): Promise<Threads> {
  const { exports, module, memory, scratch, patienceMs, onGivenUp } = options;
  const buffer = makeControlBuffer();
  const control = viewControl(buffer);
  const { words, flags, numbers } = control;
  const serial = createSerialThreads(exports, scratch);
  const indexes = new Map(Object.keys(exports).map((name, index) => [name, index]));
  let workers: ThreadWorker[] = [];
  let job = 0;

  const stop = (): void => {
    Atomics.store(words, STOPPED, 1);
    Atomics.store(words, JOB, -1);
    Atomics.notify(words, JOB);
    for (const worker of workers) worker.terminate();
    workers = [];
  };
  const giveUp = (reason: string): void => {
    if (workers.length === 0) return;
    stop();
    onGivenUp(reason);
  };

  /** All threads have left the last job before numbers start over, so that an old number can't be met again. */
  const nextJob = (): number => {
    if (job < LAST_JOB) return job + 1;
    Atomics.notify(words, JOB);
    const haveLeft = () => workers.every((_, i) => Atomics.load(words, LEFT + i + 1) === job);
    if (!waitUntil(haveLeft, words, DONE, createPatience(patienceMs))) giveUp('they did not take part');
    flags.fill(0);
    return 1;
  };

  const post = (kernel: ParallelKernel, args: readonly number[], range: Range): number => {
    const next = nextJob();
    const pieces = Math.ceil(range.count / range.grain);
    numbers[COUNT] = range.count;
    numbers[GRAIN] = range.grain;
    numbers[FIRST] = range.first;
    numbers.set(args, ARGUMENTS);
    words[KERNEL] = indexes.get(kernel) as number;
    words[ARGUMENT_COUNT] = args.length;
    words[DONE] = 0;
    words[FAILED] = 0;
    Atomics.store(words, CLAIMS, claimsOf(next, pieces));
    Atomics.store(words, JOB, next);
    if (Atomics.load(words, PARKED) > 0) Atomics.notify(words, JOB, pieces - 1);
    return next;
  };

  /** Waits for the others, then computes here whatever nobody finished. */
  const finish = (pieces: number, run: (piece: number) => void): void => {
    const isDone = () => Atomics.load(words, DONE) === pieces;
    if (!waitUntil(isDone, words, DONE, createPatience(patienceMs))) giveUp('one stopped in the middle of its work');
    else if (Atomics.load(words, FAILED) === 0) return;
    for (let piece = 0; piece < pieces; piece++) if (Atomics.load(flags, piece) !== job) run(piece);
  };

  const runJob = (kernel: ParallelKernel, args: readonly number[], range: Range) => {
    job = post(kernel, args, range);
    const { first, count, grain } = range;
    const compute = exports[kernel] as Kernel;
    const scratchAddress = numbers[SCRATCH] as number;
    const run: RunPiece = (from, to) => compute(...args, from, to, scratchAddress);
    runPieces(control, job, run);
    const pieces = Math.ceil(count / grain);
    finish(pieces, (piece) => run(first + piece * grain, first + Math.min(count, (piece + 1) * grain)));
  };

  /** Why a worker ended while others still started. */
  let endedEarly: string | undefined;
  const onEnd = (reason: string): void => {
    endedEarly ??= `one ended: ${reason}`;
    giveUp(endedEarly);
  };
  const start = { module, memory, control: buffer };
  const started = await Promise.allSettled(
    Array.from({ length: options.count - 1 }, (_, i) =>
      startWorker(options.threadUrl, { ...start, index: i + 1 }, onEnd),
    ),
  );
  workers = started.flatMap((result) => (result.status === 'fulfilled' ? [result.value] : []));
  const failed = started.find((result) => result.status === 'rejected');
  if (failed) {
    stop();
    throw failed.reason;
  }
  if (endedEarly !== undefined) giveUp(endedEarly);
  return {
    get count() {
      return workers.length + 1;
    },
    run(kernel, args, count, grain, scratchBytes) {
      if (workers.length === 0 || count <= grain) {
        serial.run(kernel, args, count, grain, scratchBytes);
        return;
      }
      numbers.set(scratch.reserve(scratchBytes), SCRATCH);
      const part = grain * MAX_PIECES;
      for (let first = 0; first < count; first += part) {
        runJob(kernel, args, { first, count: Math.min(part, count - first), grain });
      }
    },
    dispose() {
      stop();
      serial.dispose();
    },
  };
}
