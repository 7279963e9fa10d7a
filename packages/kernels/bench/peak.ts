/** The most multiply-adds one thread can do here: compiled from `assembly/peak.ts` when the bench runs. */
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { main } from 'assemblyscript/asc';
import type { SimdLevel } from '../src/wasm/index.ts';

interface PeakExports {
  peak(iterations: number, factor: number, term: number): number;
  FLOP_PER_ITERATION: WebAssembly.Global;
}

export interface Peak {
  /** Runs for a few milliseconds and returns GFLOP/s. */
  run(): number;
}

const ITERATIONS = 3_000_000;

/** Compiles the kernel with the instructions that the build `simd` of our kernels uses. */
export async function createPeak(simd: SimdLevel): Promise<Peak> {
  const folder = await mkdtemp(join(tmpdir(), 'glassbox-peak-'));
  try {
    const file = join(folder, 'peak.wasm');
    const source = fileURLToPath(new URL('assembly/peak.ts', import.meta.url));
    const features = ['--enable', 'simd', ...(simd === 'relaxed' ? ['--enable', 'relaxed-simd'] : [])];
    const { error, stderr } = await main([source, '--runtime', 'stub', '-O3', '--outFile', file, ...features]);
    if (error) throw new Error(`peak: assembly/peak.ts could not be compiled: ${error.message}\n${stderr.toString()}`);
    const { instance } = await WebAssembly.instantiate(new Uint8Array(await readFile(file)));
    const { peak, FLOP_PER_ITERATION } = instance.exports as unknown as PeakExports;
    return {
      run() {
        const start = performance.now();
        peak(ITERATIONS, 1e-3, 1e-3);
        return (ITERATIONS * FLOP_PER_ITERATION.value) / (performance.now() - start) / 1e6;
      },
    };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
