/** Names and facts of the places where tensors are computed. */
export type BackendName = 'webgpu' | 'wasm' | 'cpu';

export interface BackendInfo {
  readonly name: BackendName;
  /** For people: 'WebGPU · <adapter>', 'WebAssembly SIMD · 1 thread', 'JavaScript'. */
  readonly label: string;
  readonly threads: number;
  /** What was tried before and why it was not taken. */
  readonly skipped: readonly { readonly name: BackendName; readonly reason: string }[];
}
