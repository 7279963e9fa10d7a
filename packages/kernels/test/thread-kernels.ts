/** A module of kernels that behave and misbehave in the ways the thread pool has to deal with, compiled on the spot. */
import { main } from 'assemblyscript/asc';

const SOURCE = `
export function number(y: usize, from: u32, to: u32, scratch: usize): void {
  for (let i = from; i < to; i++) {
    store<u32>(scratch, i);
    store<u32>(y + i * 4, load<u32>(scratch) + 1);
  }
}
export function count(y: usize, from: u32, to: u32, scratch: usize): void {
  for (let i = from; i < to; i++) store<u32>(y + i * 4, load<u32>(y + i * 4) + 1);
}
/** Works only with one scratch, so that other threads trap. */
export function trapElsewhere(y: usize, own: usize, from: u32, to: u32, scratch: usize): void {
  if (scratch != own) unreachable();
  number(y, from, to, scratch);
}
/** Works only with one scratch; other threads never return. */
export function hangElsewhere(y: usize, own: usize, from: u32, to: u32, scratch: usize): void {
  while (scratch != own) {}
  number(y, from, to, scratch);
}
export function trap(from: u32, to: u32, scratch: usize): void {
  unreachable();
}
/** Takes a while, so that every thread gets a piece. */
export function slowNumber(y: usize, turns: u32, from: u32, to: u32, scratch: usize): void {
  for (let i: u32 = 0; i < turns; i++) store<u32>(scratch, load<u32>(scratch) * 3 + i);
  number(y, from, to, scratch);
}
/** Notes which scratch each piece was given. */
export function noteScratch(y: usize, turns: u32, from: u32, to: u32, scratch: usize): void {
  for (let i: u32 = 0; i < turns; i++) store<u32>(scratch, load<u32>(scratch) * 3 + i);
  for (let i = from; i < to; i++) store<u32>(y + i * 4, <u32>scratch);
}
`;

/** Returns the compiled module; it imports a shared memory of at most 1,024 pages. */
export async function compileThreadKernels(): Promise<WebAssembly.Module> {
  let binary: Uint8Array<ArrayBuffer> | undefined;
  const flags =
    '--importMemory --maximumMemory 1024 --initialMemory 1 --sharedMemory --enable threads --runtime stub -O';
  const { error } = await main(['kernels.ts', ...flags.split(' '), '--outFile', 'kernels.wasm'], {
    readFile: (name) => (name === 'kernels.ts' ? SOURCE : null),
    writeFile: (_, contents) => {
      binary = contents as Uint8Array<ArrayBuffer>;
    },
    listFiles: () => [],
  });
  if (error || !binary) throw error ?? new Error('compileThreadKernels: nothing was written');
  return WebAssembly.compile(binary);
}
