/**
 * Getting tfjs' own SIMD build onto a shared heap. tfjs reads its .wasm from a file in Node, and in a page through
 * `fetch` or the fetch of its platform; all ways end in `WebAssembly.instantiate` or `instantiateStreaming`. So while
 * the backend starts these two are wrapped, and the one module that is tfjs' gets its memory declared shared.
 * Everything in tfjs reads that heap through typed arrays, which don't mind (`slice` copies to unshared memory); its
 * one TextDecoder on the heap serves system calls that the build does not have.
 */
import { withSharedMemory } from './shared-memory.ts';

type Imports = WebAssembly.Imports | undefined;

/** Runs `start` so that tfjs' module, if it is loaded meanwhile, has its memory shared. */
export async function onSharedHeap<T>(start: () => Promise<T>): Promise<T> {
  const { instantiate, instantiateStreaming } = WebAssembly;
  const hasStreaming = 'instantiateStreaming' in WebAssembly;
  const shareAndInstantiate = (bytes: ArrayBuffer | ArrayBufferView<ArrayBuffer>, imports: Imports) =>
    instantiate(withSharedMemory(asBytes(bytes)), imports);
  Object.assign(WebAssembly, {
    instantiate: (source: BufferSource | WebAssembly.Module, imports: Imports) =>
      isTfjs(imports) && !(source instanceof WebAssembly.Module)
        ? shareAndInstantiate(source as ArrayBuffer, imports)
        : instantiate(source as BufferSource, imports),
    ...(hasStreaming && {
      instantiateStreaming: async (source: Response | PromiseLike<Response>, imports: Imports) => {
        const response = await source;
        return isTfjs(imports) && response.ok
          ? shareAndInstantiate(await response.arrayBuffer(), imports)
          : instantiateStreaming(response, imports);
      },
    }),
  });
  try {
    return await start();
  } finally {
    Object.assign(WebAssembly, { instantiate, ...(hasStreaming && { instantiateStreaming }) });
  }
}

/** Emscripten passes one object under two names, with this among its functions. Other modules loaded meanwhile don't. */
function isTfjs(imports: Imports): boolean {
  const { env, wasi_snapshot_preview1: wasi } = imports ?? {};
  return env !== undefined && env === wasi && 'emscripten_resize_heap' in env;
}

function asBytes(source: ArrayBuffer | ArrayBufferView<ArrayBuffer>): Uint8Array<ArrayBuffer> {
  return ArrayBuffer.isView(source)
    ? new Uint8Array(source.buffer, source.byteOffset, source.byteLength)
    : new Uint8Array(source);
}
