/** The numbers of one stored tensor as a typed array: a view where dtype and alignment allow, else a converted copy. */
import { CheckpointError } from '../foundations/errors.ts';
import { bfloat16ToNumber, float16ToNumber } from './half.ts';
import type { SafetensorsEntry } from './safetensors.ts';

/**
 * Returns a stored tensor's values in single precision.
 *
 * @throws CheckpointError naming the tensor if its dtype is not F32, F16 or BF16
 */
export function floatValues(entry: SafetensorsEntry): Float32Array {
  switch (entry.dtype) {
    case 'F32': {
      const bytes = aligned(entry.bytes);
      return new Float32Array(bytes.buffer, bytes.byteOffset, bytes.byteLength / 4);
    }
    case 'F16':
      return Float32Array.from(halfWords(entry.bytes), float16ToNumber);
    case 'BF16':
      return Float32Array.from(halfWords(entry.bytes), bfloat16ToNumber);
    default:
      return failDtype(entry, 'F32, F16 or BF16');
  }
}

/**
 * Returns a stored tensor's values as whole numbers.
 *
 * @throws CheckpointError naming the tensor if its dtype is not I32
 */
export function integerValues(entry: SafetensorsEntry): Int32Array {
  if (entry.dtype !== 'I32') failDtype(entry, 'I32');
  const bytes = aligned(entry.bytes);
  return new Int32Array(bytes.buffer, bytes.byteOffset, bytes.byteLength / 4);
}

function halfWords(bytes: Uint8Array): Uint16Array {
  const even = aligned(bytes);
  return new Uint16Array(even.buffer, even.byteOffset, even.byteLength / 2);
}

/** Typed arrays of 2 and 4 bytes need a place divisible by that; 4 serves both. */
function aligned(bytes: Uint8Array): Uint8Array {
  return bytes.byteOffset % 4 === 0 ? bytes : bytes.slice();
}

function failDtype({ name, dtype }: SafetensorsEntry, needed: string): never {
  throw new CheckpointError(
    `${JSON.stringify(name)}: dtype ${dtype} was found; ${needed} was needed; convert the file first.`,
    name,
  );
}
