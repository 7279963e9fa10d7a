/** The numbers of one stored tensor as a typed array: a view where dtype and alignment allow, else a converted copy. */
import { CheckpointError } from '../foundations/errors.ts';
import { decodeBfloat16, decodeFloat16 } from './half.ts';
import type { SafetensorsDtype, SafetensorsEntry } from './safetensors.ts';

/** Bytes per element of the dtypes that parameters may be stored in. */
const FLOAT_BYTES: Partial<Readonly<Record<SafetensorsDtype, number>>> = { F32: 4, F16: 2, BF16: 2, F64: 8 };

/**
 * Returns a stored tensor's values in single precision: for F32 a view into the file, for the others a new array.
 *
 * @throws CheckpointError naming the tensor if its dtype is not F32, F16, BF16 or F64
 */
export function floatValues(entry: SafetensorsEntry): Float32Array {
  const size = floatBytes(entry);
  if (entry.dtype === 'F32') {
    const { buffer, byteOffset, byteLength } = aligned(entry.bytes, size);
    return new Float32Array(buffer, byteOffset, byteLength / size);
  }
  const values = new Float32Array(entry.bytes.length / size);
  decodeFloats(entry, entry.bytes, values);
  return values;
}

/**
 * Returns the bytes per element of a stored tensor of real numbers.
 *
 * @throws CheckpointError naming the tensor if its dtype is not F32, F16, BF16 or F64
 */
export function floatBytes(tensor: { readonly name: string; readonly dtype: SafetensorsDtype }): number {
  return FLOAT_BYTES[tensor.dtype] ?? failDtype(tensor, 'F32, F16, BF16 or F64');
}

/** Writes the numbers of `bytes`, stored as a tensor of this dtype is, into `target`, which is as long. */
export function decodeFloats(
  tensor: { readonly name: string; readonly dtype: SafetensorsDtype },
  bytes: Uint8Array,
  target: Float32Array,
): void {
  const { buffer, byteOffset } = aligned(bytes, floatBytes(tensor));
  if (tensor.dtype === 'F16') decodeFloat16(new Uint16Array(buffer, byteOffset, target.length), target);
  else if (tensor.dtype === 'BF16') decodeBfloat16(new Uint16Array(buffer, byteOffset, target.length), target);
  else if (tensor.dtype === 'F64') target.set(new Float64Array(buffer, byteOffset, target.length));
  else target.set(new Float32Array(buffer, byteOffset, target.length));
}

/**
 * Returns a stored tensor's values as whole numbers: a view into the file.
 *
 * @throws CheckpointError naming the tensor if its dtype is not I32
 */
export function integerValues(entry: SafetensorsEntry): Int32Array {
  if (entry.dtype !== 'I32') failDtype(entry, 'I32');
  const { buffer, byteOffset, byteLength } = aligned(entry.bytes, 4);
  return new Int32Array(buffer, byteOffset, byteLength / 4);
}

/** The bytes themselves where their place in memory suits a typed array, else a copy. */
function aligned(bytes: Uint8Array, size: number): Uint8Array {
  return bytes.byteOffset % size === 0 ? bytes : bytes.slice();
}

function failDtype({ name, dtype }: { name: string; dtype: string }, needed: string): never {
  throw new CheckpointError(
    `${JSON.stringify(name)}: dtype ${dtype} was found; ${needed} was needed; convert the file first.`,
    name,
  );
}
