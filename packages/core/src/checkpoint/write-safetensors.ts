/** Writes safetensors: the counterpart of `safetensors.ts`. */
import { CheckpointError } from '../foundations/errors.ts';
import { numberToFloat16 } from './half.ts';

/** What the header says of a tensor before its values are there. */
export interface TensorPlan {
  readonly name: string;
  readonly shape: readonly number[];
  readonly dtype: 'F32' | 'F16' | 'I32';
}

/** One tensor to be stored. */
export interface TensorToWrite {
  readonly name: string;
  readonly shape: readonly number[];
  /** Int32Array becomes I32. */
  readonly values: Float32Array | Int32Array;
  /** For Float32Array values; default F32. */
  readonly dtype?: 'F32' | 'F16';
}

/** A file whose tensors are filled in one after the other. */
export interface SafetensorsDraft {
  /** The whole file; complete once every tensor was put. */
  readonly file: Uint8Array;
  /** Writes a tensor's values to their place. Throws a CheckpointError naming it if they do not fit plan or dtype. */
  put(name: string, values: Float32Array | Int32Array): void;
}

const BYTES = { F32: 4, F16: 2, I32: 4 } as const;
/** Headers are padded with spaces to this, so that every tensor of 4-byte numbers can be read in place. */
const ALIGNMENT = 8;
/** The name that the format keeps for its metadata. */
const METADATA = '__metadata__';

/**
 * Returns the bytes of a safetensors file. 4-byte tensors come before 2-byte ones, so that all stay aligned.
 *
 * @param metadata free text by key, stored as `__metadata__`
 * @throws CheckpointError naming the tensor if a name stands twice, values do not fit the shape, or a number is beyond F16
 */
export function writeSafetensors(
  tensors: readonly TensorToWrite[],
  metadata: Readonly<Record<string, string>> = {},
): Uint8Array {
  const plans = tensors.map(({ name, shape, values, dtype = 'F32' }) => ({
    name,
    shape,
    dtype: values instanceof Int32Array ? ('I32' as const) : dtype,
  }));
  const { file, put } = draftSafetensors(plans, metadata);
  for (const { name, values } of tensors) put(name, values);
  return file;
}

/**
 * Returns a file with its header and room for the values, so that a model's tensors need not be in memory together.
 *
 * @throws CheckpointError naming the tensor if a name stands twice or is kept by the format
 */
export function draftSafetensors(
  plans: readonly TensorPlan[],
  metadata: Readonly<Record<string, string>> = {},
): SafetensorsDraft {
  const header: Record<string, unknown> = Object.create(null); // a tensor may be called __proto__
  header[METADATA] = metadata;
  const places = new Map<string, { plan: TensorPlan; begin: number; size: number }>();
  let end = 0;
  for (const plan of [...plans].sort((a, b) => BYTES[b.dtype] - BYTES[a.dtype])) {
    const { name, shape, dtype } = plan;
    if (places.has(name) || name === METADATA) fail(name, 'the name is taken', 'another was needed');
    const size = shape.reduce((product, dimension) => product * dimension, 1);
    places.set(name, { plan, begin: end, size });
    header[name] = { dtype, shape, data_offsets: [end, end + size * BYTES[dtype]] };
    end += size * BYTES[dtype];
  }
  const headerBytes = paddedJson(header);
  const file = new Uint8Array(8 + headerBytes.length + end);
  new DataView(file.buffer).setBigUint64(0, BigInt(headerBytes.length), true);
  file.set(headerBytes, 8);
  return {
    file,
    put(name, values) {
      const place = places.get(name);
      if (!place) return fail(name, 'no such tensor was planned', 'a planned name was needed');
      if (values.length !== place.size) {
        fail(name, `${values.length} values were found`, `${place.size} for its shape were needed`);
      }
      writeValues(place.plan, values, file, 8 + headerBytes.length + place.begin);
    },
  };
}

function writeValues(
  { name, dtype }: TensorPlan,
  values: Float32Array | Int32Array,
  file: Uint8Array,
  place: number,
): void {
  if (dtype !== 'F16') {
    file.set(new Uint8Array(values.buffer, values.byteOffset, values.byteLength), place);
    return;
  }
  const words = new Uint16Array(file.buffer, place, values.length);
  for (let i = 0; i < values.length; i++) {
    const value = values[i] as number;
    const bits = numberToFloat16(value);
    if (bits === INFINITY || bits === MINUS_INFINITY) checkInfinite(name, value);
    words[i] = bits;
  }
}

const [INFINITY, MINUS_INFINITY] = [0x7c00, 0xfc00];

function checkInfinite(name: string, value: number): void {
  if (!Number.isFinite(value)) return;
  fail(name, `${value} was found`, 'numbers up to 65504, the largest of F16, were needed; save as F32');
}

function paddedJson(value: unknown): Uint8Array {
  const bytes = new TextEncoder().encode(JSON.stringify(value));
  const padded = new Uint8Array(Math.ceil(bytes.length / ALIGNMENT) * ALIGNMENT).fill(0x20);
  padded.set(bytes);
  return padded;
}

function fail(name: string, found: string, needed: string): never {
  throw new CheckpointError(`writeSafetensors, ${JSON.stringify(name)}: ${found}; ${needed}.`, name);
}
