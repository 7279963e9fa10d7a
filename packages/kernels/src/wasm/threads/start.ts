/** As many threads as are wanted and can be had; at least the calling one. */
import type { WasmBackend } from '../heap.ts';
import type { WasmModule } from '../load.ts';
import { countThreads, type WasmKernelOptions } from '../options.ts';
import { createThreadPool } from './pool.ts';
import { createScratch } from './scratch.ts';
import { createSerialThreads, type Threads } from './threads.ts';

/** Starts the threads. If that fails, or they are lost later, `warn` says so and one thread goes on. */
export async function startThreads(
  { exports, module, memory, isShared }: WasmModule,
  { wasm }: WasmBackend,
  options: WasmKernelOptions,
  warn: (message: string) => void,
): Promise<Threads> {
  const count = countThreads(options);
  const alone = () => createSerialThreads(exports, createScratch(wasm, 1));
  if (count === 1) return alone();
  if (!isShared) {
    if (options.threads)
      warn(`wasm kernels: ${count} threads need a shared heap, which tfjs was not started on; one computes`);
    return alone();
  }
  const scratch = createScratch(wasm, count);
  const threadUrl = options.threadUrl === undefined ? undefined : new URL(options.threadUrl, import.meta.url);
  const onGivenUp = (reason: string) =>
    warn(`wasm kernels: the worker threads were lost (${reason}); one thread goes on`);
  try {
    return await createThreadPool({ exports, module, memory, scratch, count, threadUrl, onGivenUp });
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    warn(`wasm kernels: worker threads could not start (${reason}); one thread computes`);
    return alone();
  }
}
