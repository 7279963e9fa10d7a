/**
 * Bounds the memory of WebAssembly in this thread. Node counts it nowhere: neither a thread's resource limits nor its heap
 * statistics know of it. Emscripten, and so tfjs, grows its memory through the one method that is wrapped here.
 */

const PAGE_BYTES = 65_536;

/** What is used here of a global that Node's types leave out. */
interface WasmMemory {
  readonly buffer: ArrayBuffer;
  grow(pages: number): number;
}
const { WebAssembly } = globalThis as unknown as { WebAssembly: { Memory: { prototype: WasmMemory } } };

/** From now on a memory of this thread that would grow beyond so many bytes calls `onExceeded` and throws instead. */
export function limitWasmMemory(mostBytes: number, onExceeded: () => void): void {
  const { prototype } = WebAssembly.Memory;
  const { grow } = prototype;
  prototype.grow = function (this: WasmMemory, pages: number): number {
    if (this.buffer.byteLength + pages * PAGE_BYTES <= mostBytes) return grow.call(this, pages);
    onExceeded();
    throw new RangeError(`WebAssembly: more than ${mostBytes} bytes were asked for`);
  };
}
