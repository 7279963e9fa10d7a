/** Writes safetensors: the counterpart of `safetensors.ts`. */
import { numberToFloat16 } from './half.ts';

export interface TensorToWrite {
  readonly name: string;
  readonly shape: readonly number[];
  /** Int32Array becomes I32. */
  readonly values: Float32Array | Int32Array;
  /** For Float32Array values; default F32. */
  readonly dtype?: 'F32' | 'F16';
}

/** Headers are padded with spaces to this, so that every tensor of 4-byte numbers can be read in place. */
const ALIGNMENT = 8;

/**
 * Returns the bytes of a safetensors file. 4-byte tensors come before 2-byte ones, so that all stay aligned.
 *
 * @param metadata free text by key, stored as `__metadata__`
 */
export function writeSafetensors(
  tensors: readonly TensorToWrite[],
  metadata: Readonly<Record<string, string>> = {},
): Uint8Array {
  const sorted = [...tensors].sort((a, b) => bytesPerElement(b) - bytesPerElement(a));
  const header: Record<string, unknown> = { __metadata__: metadata };
  let end = 0;
  for (const tensor of sorted) {
    const begin = end;
    end += tensor.values.length * bytesPerElement(tensor);
    header[tensor.name] = { dtype: dtypeOf(tensor), shape: tensor.shape, data_offsets: [begin, end] };
  }
  const headerBytes = paddedJson(header);
  const file = new Uint8Array(8 + headerBytes.length + end);
  new DataView(file.buffer).setBigUint64(0, BigInt(headerBytes.length), true);
  file.set(headerBytes, 8);
  let place = 8 + headerBytes.length;
  for (const tensor of sorted) {
    writeValues(tensor, file, place);
    place += tensor.values.length * bytesPerElement(tensor);
  }
  return file;
}

function writeValues(tensor: TensorToWrite, file: Uint8Array, place: number): void {
  const { values } = tensor;
  if (dtypeOf(tensor) === 'F16') {
    new Uint16Array(file.buffer, place, values.length).set(Uint16Array.from(values, numberToFloat16));
  } else {
    file.set(new Uint8Array(values.buffer, values.byteOffset, values.byteLength), place);
  }
}

function dtypeOf({ values, dtype = 'F32' }: TensorToWrite): 'F32' | 'F16' | 'I32' {
  return values instanceof Int32Array ? 'I32' : dtype;
}

function bytesPerElement(tensor: TensorToWrite): number {
  return dtypeOf(tensor) === 'F16' ? 2 : 4;
}

function paddedJson(value: unknown): Uint8Array {
  const bytes = new TextEncoder().encode(JSON.stringify(value));
  const padded = new Uint8Array(Math.ceil(bytes.length / ALIGNMENT) * ALIGNMENT).fill(0x20);
  padded.set(bytes);
  return padded;
}
