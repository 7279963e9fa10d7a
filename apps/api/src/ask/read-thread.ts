/**
 * Reads an uploaded file in a thread of its own, bounded in time and memory: a PDF of some hundred kilobytes can unpack to
 * gigabytes. Questions are answered in another thread and notice nothing.
 */
import { Worker } from 'node:worker_threads';
import type { RagDocument } from '@glassbox/core/rag';
import { type Ending, superviseThread } from '../threads/supervise-thread.ts';

export interface ReadTask {
  name: string;
  bytes: Uint8Array;
}

/** A document, or what is wrong with the file, in words for whoever sent it. */
export type ReadOutcome = { document: RagDocument } | { refusal: string };

export interface ReadLimits {
  timeoutMs?: number;
  /** Of the thread: its heap and its buffers outside the heap. */
  maxMegabytes?: number;
}

/** What 10 MB of pages and pictures never need. */
const TIMEOUT_MS = 60_000;
const MAX_MEGABYTES = 512;
const MEGABYTE = 1024 * 1024;

/** Returns the document. Rejects with an `Error` whose message says what was found, what was needed and what to do. */
export async function readInThread(
  task: ReadTask,
  { timeoutMs = TIMEOUT_MS, maxMegabytes = MAX_MEGABYTES }: ReadLimits = {},
): Promise<RagDocument> {
  // Run from its sources (tests, development) the worker is a .ts file, built it is a .js file.
  const file = new URL(import.meta.url.endsWith('.ts') ? './read-worker.ts' : './read-worker.js', import.meta.url);
  const worker = new Worker(file, { workerData: task, resourceLimits: { maxOldGenerationSizeMb: maxMegabytes } });
  const ended = await superviseThread<ReadOutcome, ReadOutcome>(worker, {
    timeMs: timeoutMs,
    // A stream is unpacked to buffers, outside the heap.
    isTooMuch: (used) => used.used_heap_size + used.external_memory > maxMegabytes * MEGABYTE,
    onMessage: (outcome) => outcome,
  });
  if ('document' in ended) return ended.document;
  throw new Error('refusal' in ended ? ended.refusal : `${task.name}: ${words(ended)}`);

  function words({ kind }: Ending): string {
    switch (kind) {
      case 'too-long':
        return `it takes more than ${timeoutMs / 1000} s to read; a smaller file was needed; split it.`;
      case 'too-much-memory':
        return `it needs more than ${maxMegabytes} MB of memory to read; a file that unpacks to less was needed; print it anew as PDF, or send its text.`;
      case 'crashed':
        return 'it could not be read; print it anew as PDF, or send its text.';
    }
  }
}
