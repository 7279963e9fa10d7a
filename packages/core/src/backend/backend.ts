/** Names and facts of the places where tensors are computed. */

/** In the order in which they are tried. */
export const BACKEND_NAMES = ['webgpu', 'wasm', 'cpu'] as const;

/** A place where tensors can be computed. */
export type BackendName = (typeof BACKEND_NAMES)[number];

/** What a backend says of itself once it runs. */
export interface Started {
  /** For people: 'WebGPU · <adapter>', 'WebAssembly SIMD · 2 threads', 'JavaScript'. */
  readonly label: string;
  readonly threads: number;
  /** Why it is slower than it could be, when that is so. */
  readonly warning?: string;
}

/** The backend that was made current, and those that were passed over. */
export interface BackendInfo extends Started {
  readonly name: BackendName;
  /** What was tried before and why it was not taken. */
  readonly skipped: readonly { readonly name: BackendName; readonly reason: string }[];
}

/** What to prefer, and where files are. */
export interface BackendOptions {
  /** 'auto' (default): the first of webgpu, wasm, cpu that works. A name: that one, else the ones after it. */
  readonly prefer?: BackendName | 'auto';
  /** Where tfjs' wasm files are: a folder URL ending in '/', or a URL per file name. Needed in bundled pages; Node finds its own. */
  readonly wasmPaths?: string | Readonly<Record<string, string>>;
  /** Folder URL, ending in '/', of the .wasm files of @glassbox/kernels, when they are not beside its script. */
  readonly kernelsWasmUrl?: string;
  /** Called if the GPU is taken away later (driver reset, sleep). Its tensors are gone: select again, resume from a save. */
  readonly onLost?: (reason: string) => void;
}

/** Why a backend can't be used here; a result, not an error, until there is none left. */
export class Unusable extends Error {}
