/** What a browser can do of what the course uses, asked of the browser itself on a page of the course. Runs inside the page. */

export interface Features {
  webgpu: string;
  isolated: boolean;
  threads: boolean;
  simd: boolean;
  relaxedSimd: boolean;
  serviceWorker: boolean;
  privateFiles: boolean;
  locks: boolean;
  indexedDb: boolean;
  broadcast: boolean;
  passkeys: boolean;
  clipboard: boolean;
  audio: boolean;
}

/** The smallest modules that only validate where their instructions are known: i16x8 SIMD, relaxed swizzle, an atomic load. */
export const PROBES = {
  simd: [0, 97, 115, 109, 1, 0, 0, 0, 1, 5, 1, 96, 0, 1, 123, 3, 2, 1, 0, 10, 10, 1, 8, 0, 65, 0, 253, 15, 253, 98, 11],
  relaxedSimd: [
    0, 97, 115, 109, 1, 0, 0, 0, 1, 5, 1, 96, 0, 1, 123, 3, 2, 1, 0, 10, 15, 1, 13, 0, 65, 1, 253, 15, 65, 2, 253, 15,
    253, 128, 2, 11,
  ],
  threads: [
    0, 97, 115, 109, 1, 0, 0, 0, 1, 4, 1, 96, 0, 0, 3, 2, 1, 0, 5, 4, 1, 3, 1, 1, 10, 11, 1, 9, 0, 65, 0, 254, 16, 2, 0,
    26, 11,
  ],
};

export async function probe(probes: typeof PROBES): Promise<Features> {
  const knows = (bytes: number[]) => WebAssembly.validate(new Uint8Array(bytes));
  const { gpu } = navigator as { gpu?: { requestAdapter(): Promise<unknown> } };
  const adapter = await gpu?.requestAdapter().catch(() => null);
  return {
    webgpu: gpu === undefined ? 'no' : adapter ? 'adapter' : 'no adapter',
    isolated: crossOriginIsolated,
    threads: typeof SharedArrayBuffer === 'function' && knows(probes.threads),
    simd: knows(probes.simd),
    relaxedSimd: knows(probes.relaxedSimd),
    serviceWorker: 'serviceWorker' in navigator,
    privateFiles: await navigator.storage.getDirectory().then(
      () => true,
      () => false,
    ),
    locks: 'locks' in navigator,
    indexedDb: 'indexedDB' in globalThis,
    broadcast: 'BroadcastChannel' in globalThis,
    passkeys: 'PublicKeyCredential' in globalThis,
    clipboard: typeof navigator.clipboard?.writeText === 'function',
    audio: 'AudioContext' in globalThis,
  };
}
