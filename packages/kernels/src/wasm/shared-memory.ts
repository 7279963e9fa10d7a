/**
 * One .wasm file serves unshared and shared heaps. WebAssembly fixes in the module which of them it wants, so that flag
 * is set on loading: in our module on the memory it imports, in tfjs' module on the memory it makes.
 */
import { KernelError } from '../errors.ts';

const IMPORT_SECTION = 2;
const MEMORY_SECTION = 5;
const MEMORY_IMPORT = 2;
/** Limits flags. Only a memory with a maximum may be shared. */
const HAS_MAXIMUM = 1;
const SHARED = 2;

/** Whether this host lets threads share memory: Node does, a page only when it is cross-origin isolated. */
export function canShareMemory(): boolean {
  return typeof SharedArrayBuffer === 'function' && globalThis.crossOriginIsolated !== false;
}

/** Returns a copy of a module whose memory, own or imported, is declared shared. Throws KernelError if it has none with a maximum. */
export function withSharedMemory(bytes: Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer> {
  const patched = bytes.slice();
  const reader = { bytes: patched, at: 8 }; // after magic and version
  while (reader.at < patched.length) {
    const section = patched[reader.at++];
    const size = readNumber(reader);
    const next = reader.at + size;
    if (findMemory(reader, section) && (patched[reader.at] ?? 0) & HAS_MAXIMUM) {
      patched[reader.at] = HAS_MAXIMUM | SHARED;
      return patched;
    }
    reader.at = next;
  }
  throw new KernelError(
    'wasm kernels: the module has no memory with a maximum; one was needed to share it; check wasmBytes',
  );
}

interface Reader {
  bytes: Uint8Array;
  at: number;
}

/** Moves from the start of a section to the limits of its memory, if the first thing in it is one. */
function findMemory(reader: Reader, section: number | undefined): boolean {
  if (section !== IMPORT_SECTION && section !== MEMORY_SECTION) return false;
  const count = readNumber(reader);
  if (section === MEMORY_SECTION) return count > 0;
  skipName(reader);
  skipName(reader);
  return reader.bytes[reader.at++] === MEMORY_IMPORT;
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
