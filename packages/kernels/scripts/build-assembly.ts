/** Compiles `assembly/` to the two WebAssembly builds in `dist/wasm`: with fused multiply-add, and with plain SIMD. */
import { main } from 'assemblyscript/asc';

/** The largest memory the import accepts, in 64 KB pages: all of 4 GB. Stating it lets the loader link shared heaps too. */
const MAXIMUM_PAGES = 65536;

const COMMON = [
  'assembly/index.ts',
  '--importMemory', // the module computes on the memory of tfjs
  ...['--maximumMemory', String(MAXIMUM_PAGES)],
  ...['--runtime', 'stub'], // no allocator, no collector: there are no objects
  '--noAssert',
  '-O3',
];

const BUILDS = {
  'dist/wasm/glassbox-simd.wasm': ['--enable', 'simd'],
  'dist/wasm/glassbox-relaxed-simd.wasm': ['--enable', 'simd', '--enable', 'relaxed-simd'],
};

for (const [file, features] of Object.entries(BUILDS)) {
  const { error, stderr } = await main([...COMMON, '--outFile', file, ...features]);
  if (!error) continue;
  console.error(`build-assembly: ${file} could not be compiled: ${error.message}\n${stderr.toString()}`);
  process.exit(1);
}
