/** The server's side of the worker thread: one engine, calls bounded in number and time, a new thread after a crash. */
import { Worker } from 'node:worker_threads';
import type { ChunkStore, RagDocument } from '@glassbox/core/rag';
import type { Locale } from '@glassbox/quiz';
import type { AskEngine } from './engine.ts';
import type { ModelSettings } from './model.ts';
import { readInThread } from './read-thread.ts';
import { connectRpc, type Rpc } from './rpc.ts';
import type { WorkerSettings } from './worker.ts';

export interface AskThreadOptions {
  /** Where the index is; left out, in the thread's own memory. */
  stores?: Readonly<Record<Locale, ChunkStore>> | undefined;
  model?: ModelSettings | undefined;
  /** How long a question may take; default 20 s. */
  timeoutMs?: number | undefined;
  /** Gets a line when the thread died. */
  log: (line: string) => void;
}

/** An engine in another thread. */
export interface AskThread extends AskEngine {
  /** Reads a file as a document, in a thread for this file alone. Rejects with a message fit for whoever sent it. */
  read(name: string, bytes: Uint8Array): Promise<RagDocument>;
  /** How often the thread was started: an index in its memory is empty after each. */
  starts(): number;
  close(): Promise<void>;
}

/** More calls at once than this are refused at once: they would wait longer than anybody does. */
const MAX_WAITING = 64;
const TIMEOUT_MS = 20_000;
/** A document of many pages may take longer than a question. */
const SLOW_TIMEOUT_MS = 120_000;
/** Until then a thread counts as starting and is not ended by a question that waits for it. */
const START_TIMEOUT_MS = 120_000;
const MAX_HEAP_MB = 1024;
/** Files that are read at the same time. */
const MAX_READING = 2;

/** Too much at once, or no answer in time. */
export class AskUnavailableError extends Error {
  override readonly name = 'AskUnavailableError';
}

/** Returns the engine. The thread starts with the first call. */
export function startAskThread({ stores, model, timeoutMs: usual = TIMEOUT_MS, log }: AskThreadOptions): AskThread {
  let thread: { worker: Worker; rpc: Rpc; isLate(): boolean } | undefined;
  let starts = 0;
  let waiting = 0;
  let reading = 0;
  let closed = false;

  function ensure(): Rpc {
    if (closed) throw new AskUnavailableError('The server is stopping.');
    thread ??= start();
    return thread.rpc;
  }

  function start() {
    starts++;
    const settings: WorkerSettings = { store: stores ? 'parent' : 'memory', model };
    // Run from its sources (tests, development) the worker is a .ts file, built it is a .js file.
    const file = new URL(import.meta.url.endsWith('.ts') ? './worker.ts' : './worker.js', import.meta.url);
    const worker = new Worker(file, { workerData: settings, resourceLimits: { maxOldGenerationSizeMb: MAX_HEAP_MB } });
    const started = performance.now();
    let isReady = false;
    const ready = () => {
      isReady = true;
    };
    const rpc = connectRpc(worker, { store: callStore, ready });
    const isGone = (reason: string) => {
      if (thread?.worker === worker) thread = undefined;
      rpc.fail(new AskUnavailableError(`The thread that answers ended (${reason}).`));
    };
    worker.on('error', (error) => {
      const reason = error instanceof Error ? error.message : String(error);
      log(`Ask the course: its thread died (${reason}). The next question starts another.`);
      isGone(reason);
    });
    worker.on('exit', (code) => isGone(`code ${code}`));
    worker.unref();
    return { worker, rpc, isLate: () => isReady || performance.now() - started > START_TIMEOUT_MS };
  }

  function callStore(locale: Locale, method: keyof ChunkStore, args: unknown[]): unknown {
    const store = stores?.[locale];
    if (!store || !Object.hasOwn(store, method)) throw new TypeError(`ask: store ${locale} has no ${method}.`);
    return Reflect.apply(store[method], store, args);
  }

  async function call<Result>(method: keyof AskEngine, args: readonly unknown[], timeoutMs = usual): Promise<Result> {
    if (waiting >= MAX_WAITING) throw new AskUnavailableError(`${MAX_WAITING} calls are waiting already.`);
    waiting++;
    const timeout = Promise.withResolvers<never>();
    const timer = setTimeout(() => {
      timeout.reject(new AskUnavailableError(`${method}: no answer in ${timeoutMs} ms.`));
      // What hangs would keep all others waiting. What still starts, on a busy machine, would never come to an end.
      if (thread?.isLate()) void thread.worker.terminate();
    }, timeoutMs);
    try {
      return await Promise.race([ensure().call<Result>(method, args), timeout.promise]);
    } finally {
      clearTimeout(timer);
      waiting--;
    }
  }

  async function read(name: string, bytes: Uint8Array): Promise<RagDocument> {
    if (reading >= MAX_READING) throw new AskUnavailableError(`${MAX_READING} files are being read already.`);
    reading++;
    try {
      return await readInThread({ name, bytes });
    } finally {
      reading--;
    }
  }

  return {
    missing: (...args) => call('missing', args),
    add: (...args) => call('add', args, SLOW_TIMEOUT_MS),
    keepOnly: (...args) => call('keepOnly', args),
    ask: (...args) => call('ask', args, usual + (model?.timeoutMs ?? 0)),
    read,
    embed: (...args) => call('embed', args),
    starts: () => starts,
    async close() {
      closed = true;
      await thread?.worker.terminate();
    },
  };
}
