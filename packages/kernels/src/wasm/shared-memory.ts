/** One .wasm file serves unshared and shared heaps: WebAssembly fixes in the import which it wants, so that flag is set on loading. */
import { KernelError } from '../errors.ts';

const IMPORT_SECTION = 2;
const MEMORY_IMPORT = 2;
/** Limits flags: bit 0 = has a maximum, bit 1 = shared. */
const SHARED_WITH_MAXIMUM = 3;

/** Returns a copy of a module whose imported memory is declared shared. */
export function withSharedMemory(bytes: Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer> {
  const patched = bytes.slice();
  const reader = { bytes: patched, at: 8 }; // after magic and version
  while (reader.at < patched.length) {
    const section = patched[reader.at++];
    const size = readNumber(reader);
    if (section !== IMPORT_SECTION) {
      reader.at += size;
      continue;
    }
    readNumber(reader); // how many imports; the memory is the only one
    skipName(reader);
    skipName(reader);
    if (patched[reader.at++] !== MEMORY_IMPORT) break;
    patched[reader.at] = SHARED_WITH_MAXIMUM;
    return patched;
  }
  throw new KernelError(
    'installWasmKernels: the module imports no memory; the builds of this package do; check wasmBytes',
  );
}

interface Reader {
  bytes: Uint8Array;
  at: number;
}

function skipName(reader: Reader): void {
  const length = readNumber(reader);
  reader.at += length;
}

/** Unsigned LEB128. */
function readNumber(reader: Reader): number {
  let value = 0;
  for (let shift = 0; ; shift += 7) {
    const byte = reader.bytes[reader.at++] ?? 0;
    value |= (byte & 0x7f) << shift;
    if (byte < 0x80) return value >>> 0;
  }
}
