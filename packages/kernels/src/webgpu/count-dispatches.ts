/**
 * What a step asks of a GPU: dispatches, copies and bytes, counted where the commands are recorded. Bytes are those of
 * the bound buffers or parts, each once per dispatch: what would move if every tensor passed once and no cache helped.
 */
import type { KernelBackend } from '@tensorflow/tfjs-core';
import type { WebgpuBackend } from './core/backend.ts';
import { writtenBindings } from './core/pipeline.ts';

export interface GpuWork {
  dispatches: number;
  /** copyBufferToBuffer commands: uploads through staging buffers, moves, read-backs. */
  copies: number;
  /** Buffers written from the CPU: uniforms, ids, tables. */
  writes: number;
  submits: number;
  /** Bytes bound for reading, and read by copies; uniforms don't count. */
  bytesRead: number;
  /** Bytes bound for writing, and written by copies. */
  bytesWritten: number;
}

interface Bound {
  read: number;
  written: number;
}

/**
 * Returns what `step` makes the GPU do, tfjs' own programs included. Work recorded before is submitted first and not
 * counted. Until it returns, nothing else on this page should use WebGPU.
 *
 * @param backend tfjs' webgpu backend, as `tf.backend()` returns it
 * @param step whatever a user would run, for example one train step; may be asynchronous
 * @example const { dispatches } = await countGpuWork(tf.backend(), () => tf.matMul(a, b).dispose());
 */
export async function countGpuWork(backend: KernelBackend, step: () => unknown): Promise<GpuWork> {
  const work: GpuWork = { dispatches: 0, copies: 0, writes: 0, submits: 0, bytesRead: 0, bytesWritten: 0 };
  settle(backend as WebgpuBackend);
  const restores = watch(work);
  try {
    await step();
    settle(backend as WebgpuBackend);
  } finally {
    for (const restore of restores) restore();
  }
  return work;
}

/** Makes tfjs submit what it has recorded, so that it is counted on the right side. */
function settle(backend: WebgpuBackend): void {
  backend.ensureCommandEncoderReady();
  backend.endComputePassEncoder();
  backend.submitQueue();
}

/** Counts on the prototypes, since tfjs makes encoders as it goes; returns how to stop. */
function watch(work: GpuWork): (() => void)[] {
  const groups = new WeakMap<GPUBindGroup, Bound>();
  let current: Bound | undefined;
  return [
    after(GPUDevice.prototype, 'createBindGroup', ([descriptor], group) => groups.set(group, measure(descriptor))),
    after(GPUComputePassEncoder.prototype, 'setBindGroup', ([, group]) => {
      current = group ? groups.get(group) : undefined;
    }),
    after(GPUComputePassEncoder.prototype, 'dispatchWorkgroups', () => {
      work.dispatches++;
      work.bytesRead += current?.read ?? 0;
      work.bytesWritten += current?.written ?? 0;
    }),
    after(GPUCommandEncoder.prototype, 'copyBufferToBuffer', (args) => {
      const bytes = Number(args.at(-1) ?? 0);
      work.copies++;
      work.bytesRead += bytes;
      work.bytesWritten += bytes;
    }),
    after(GPUQueue.prototype, 'writeBuffer', () => work.writes++),
    after(GPUQueue.prototype, 'submit', () => work.submits++),
  ];
}

/** In tfjs' own programs binding 0 is the output and the last one the uniforms. */
function measure({ layout, entries }: GPUBindGroupDescriptor): Bound {
  const list = [...entries];
  const written = writtenBindings.get(layout) ?? list.map((_, i) => (i === list.length - 1 ? undefined : i === 0));
  const bound = { read: 0, written: 0 };
  list.forEach(({ resource }, i) => {
    const isWritten = written[i];
    if (isWritten === undefined || !('buffer' in resource)) return;
    bound[isWritten ? 'written' : 'read'] += resource.size ?? resource.buffer.size;
  });
  return bound;
}

/** Calls `observe` with arguments and result after every call of a method; the returned function undoes it. */
function after<T extends object, K extends keyof T>(
  prototype: T,
  method: K,
  observe: (
    args: T[K] extends (...args: infer A) => unknown ? A : never,
    result: T[K] extends (...args: never[]) => infer R ? R : never,
  ) => void,
): () => void {
  const original = prototype[method] as (...args: unknown[]) => unknown;
  const observed = function (this: unknown, ...args: unknown[]) {
    const result = original.apply(this, args);
    (observe as (args: unknown[], result: unknown) => void)(args, result);
    return result;
  };
  prototype[method] = observed as T[K];
  return () => {
    prototype[method] = original as T[K];
  };
}
