/**
 * The stored tensors of a model folder: one `model.safetensors`, or shards listed in an index. Only headers are read at
 * first; numbers come tensor by tensor, through a small buffer, so that no file ever stands in memory as a whole.
 */
import { type Directory, type OpenFile, openFile } from '../foundations/directory.ts';
import { CheckpointError } from '../foundations/errors.ts';
import { headerLength, LENGTH_BYTES, readHeader, type SafetensorsDtype } from './safetensors.ts';
import { decodeFloats, floatBytes } from './safetensors-values.ts';
import { INDEX_FILE, readIndex } from './shard-index.ts';

export const WEIGHTS_FILE = 'model.safetensors';

/** Bytes that are read at once where numbers are converted; a multiple of every element's size. */
const PIECE_BYTES = 2 ** 18;

/** A tensor in a file that is open. */
export interface StoredTensor {
  readonly name: string;
  readonly dtype: SafetensorsDtype;
  readonly shape: readonly number[];
  /** Number of elements. */
  readonly size: number;
  /**
   * Fills `target` with the values from element `start` (default 0) on, in single precision. Throws a CheckpointError
   * naming the tensor if it is not of real numbers, or the file has become shorter.
   */
  readInto(target: Float32Array, start?: number): Promise<void>;
}

export interface StoredWeights {
  readonly tensors: ReadonlyMap<string, StoredTensor>;
  /** Lets go of the files. */
  close(): Promise<void>;
}

/**
 * Returns every stored tensor by name; the caller closes them.
 *
 * @throws CheckpointError if there are no weights in safetensors, a shard is missing, a file is damaged, or a tensor
 *   stands in another shard than the index says
 */
export async function openWeights(directory: Directory): Promise<StoredWeights> {
  const files: OpenFile[] = [];
  const close = async () => {
    for (const file of files) await file.close();
  };
  const open = async (name: string) => {
    const file = await openFile(directory, name);
    if (file) files.push(file);
    return file;
  };
  try {
    const whole = await open(WEIGHTS_FILE);
    return { tensors: whole ? await tensorsOf(whole) : await tensorsOfShards(directory, open), close };
  } catch (error) {
    await close();
    throw error;
  }
}

type Open = (name: string) => Promise<OpenFile | undefined>;

async function tensorsOfShards(directory: Directory, open: Open): Promise<Map<string, StoredTensor>> {
  const index = await directory.read(INDEX_FILE);
  if (!index) {
    throw new CheckpointError(
      `${WEIGHTS_FILE}: no such file was found; weights in safetensors were needed; check the folder or convert the model.`,
    );
  }
  const shardOf = readIndex(index);
  const all = new Map<string, StoredTensor>();
  for (const shard of new Set(shardOf.values())) {
    const file = await open(shard);
    if (!file) {
      throw new CheckpointError(`${shard}: no such file was found; ${INDEX_FILE} lists it; copy the whole folder.`);
    }
    for (const [name, tensor] of await tensorsOf(file)) {
      const listed = shardOf.get(name);
      if (listed !== shard) failPlace(name, `it stands in ${shard}`, listed);
      all.set(name, tensor);
    }
  }
  for (const [name, shard] of shardOf) if (!all.has(name)) failPlace(name, `no such tensor is in ${shard}`, shard);
  return all;
}

async function tensorsOf(file: OpenFile): Promise<Map<string, StoredTensor>> {
  const start = new Uint8Array(Math.min(LENGTH_BYTES, file.sizeBytes));
  await file.readInto(start, 0);
  const header = new Uint8Array(headerLength(start, file.sizeBytes));
  await file.readInto(header, LENGTH_BYTES);
  const dataStart = LENGTH_BYTES + header.length;
  const { tensors } = readHeader(header, file.sizeBytes - dataStart);
  return new Map(
    tensors.map(({ name, dtype, shape, begin }) => {
      const size = shape.reduce((product, dimension) => product * dimension, 1);
      const readInto: StoredTensor['readInto'] = (target, first = 0) =>
        readFloats(file, { name, dtype }, dataStart + begin + first * floatBytes({ name, dtype }), target);
      return [name, { name, dtype, shape, size, readInto }];
    }),
  );
}

/** F32 goes straight to its place; others pass through a small buffer. */
async function readFloats(
  file: OpenFile,
  tensor: { name: string; dtype: SafetensorsDtype },
  place: number,
  target: Float32Array,
): Promise<void> {
  const size = floatBytes(tensor);
  if (tensor.dtype === 'F32') {
    await fill(file, new Uint8Array(target.buffer, target.byteOffset, target.byteLength), place, tensor.name);
    return;
  }
  const piece = new Uint8Array(Math.min(PIECE_BYTES, target.length * size));
  for (let done = 0; done < target.length; done += PIECE_BYTES / size) {
    const part = target.subarray(done, done + PIECE_BYTES / size);
    const bytes = piece.subarray(0, part.length * size);
    await fill(file, bytes, place + done * size, tensor.name);
    decodeFloats(tensor, bytes, part);
  }
}

async function fill(file: OpenFile, target: Uint8Array, place: number, name: string): Promise<void> {
  const found = await file.readInto(target, place);
  if (found === target.length) return;
  throw new CheckpointError(
    `safetensors, ${JSON.stringify(name)}: ${found} bytes were found; ${target.length} were needed; the file became shorter while it was read.`,
    name,
  );
}

function failPlace(name: string, found: string, listed: string | undefined): never {
  throw new CheckpointError(
    `${INDEX_FILE}, ${JSON.stringify(name)}: ${found}; ${listed === undefined ? 'an entry in the index' : `the tensor in ${listed}`} was needed; ` +
      'the files are not of one model.',
    name,
  );
}
