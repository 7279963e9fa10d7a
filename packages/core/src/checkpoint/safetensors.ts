/**
 * The safetensors format: 8 bytes with the header's length, a JSON header with every tensor's dtype, shape and place,
 * then the bytes themselves. Nothing in a file is trusted: every figure of the header is checked against the others
 * before any memory is taken, and reading makes views, not copies.
 *
 * @see https://github.com/huggingface/safetensors, "Format"
 */
import { CheckpointError } from '../foundations/errors.ts';
import { findDuplicateKey } from './duplicate-key.ts';

/** Bytes per element of every dtype of the format. */
const DTYPE_BYTES = {
  BOOL: 1, U8: 1, I8: 1, F8_E5M2: 1, F8_E4M3: 1, I16: 2, U16: 2, F16: 2, BF16: 2, I32: 4, U32: 4, F32: 4, F64: 8, I64: 8, U64: 8,
} as const; // biome-ignore format: a table

export type SafetensorsDtype = keyof typeof DTYPE_BYTES;

/** What the header says of one tensor, checked. */
interface TensorPlace {
  readonly name: string;
  readonly dtype: SafetensorsDtype;
  readonly shape: readonly number[];
  /** First byte and the one after the last, counted from the end of the header. */
  readonly begin: number;
  readonly end: number;
}

export interface SafetensorsHeader {
  readonly tensors: readonly TensorPlace[];
  readonly metadata: Readonly<Record<string, string>>;
}

/** One stored tensor, still in the bytes of its file. */
export interface SafetensorsEntry {
  readonly name: string;
  readonly dtype: SafetensorsDtype;
  readonly shape: readonly number[];
  /** A view into the file. */
  readonly bytes: Uint8Array;
}

/** What a safetensors file holds. */
export interface SafetensorsFile {
  readonly tensors: ReadonlyMap<string, SafetensorsEntry>;
  readonly metadata: Readonly<Record<string, string>>;
}

/** The header's length stands in so many bytes at the start. */
export const LENGTH_BYTES = 8;
/**
 * The longest header that is parsed. The reference implementation takes 100 MB; parsed JSON needs several times its own
 * size, and the headers of the largest published models are a fiftieth of this.
 */
const MAX_HEADER_BYTES = 16 * 2 ** 20;
/** Characters of a hostile value that a message repeats. */
const MESSAGE_LENGTH = 80;

/**
 * Returns the tensors of a safetensors file as views.
 *
 * @throws CheckpointError naming the tensor if the file is truncated, or its header is no JSON, repeats a name, has
 *   an unknown dtype, or places that overlap, leave gaps, reach beyond the file or do not fit the shape
 */
export function readSafetensors(file: Uint8Array): SafetensorsFile {
  const headerEnd = LENGTH_BYTES + headerLength(file.subarray(0, LENGTH_BYTES), file.length);
  const data = file.subarray(headerEnd);
  const { tensors, metadata } = readHeader(file.subarray(LENGTH_BYTES, headerEnd), data.length);
  const entries = tensors.map(({ name, dtype, shape, begin, end }): [string, SafetensorsEntry] => [
    name,
    { name, dtype, shape, bytes: data.subarray(begin, end) },
  ]);
  return { tensors: new Map(entries), metadata };
}

/**
 * Returns how many bytes the header has, from the file's first 8 bytes and its size.
 *
 * @throws CheckpointError if the file is shorter than it says, or the header is beyond what is parsed
 */
export function headerLength(start: Uint8Array, fileLength: number): number {
  if (start.length < LENGTH_BYTES) {
    fail(`${start.length} bytes were found`, 'at least 8 for the header length were needed; the file is truncated');
  }
  const length = new DataView(start.buffer, start.byteOffset, LENGTH_BYTES).getBigUint64(0, true);
  const available = fileLength - LENGTH_BYTES;
  if (length > BigInt(available) || length > BigInt(MAX_HEADER_BYTES)) {
    fail(
      `a header of ${length} bytes was announced`,
      `at most ${Math.min(available, MAX_HEADER_BYTES)} fit; the file is truncated or not safetensors`,
    );
  }
  return Number(length);
}

/**
 * Returns what a header says, once all of it agrees with the length of the data behind it.
 *
 * @throws CheckpointError as `readSafetensors`
 */
export function readHeader(bytes: Uint8Array, dataLength: number): SafetensorsHeader {
  const { __metadata__: metadata = {}, ...entries } = parseHeader(bytes);
  const tensors = Object.entries(entries).map(([name, entry]) => readPlace(name, entry, dataLength));
  checkCoverage(tensors, dataLength);
  return { tensors, metadata: readMetadata(metadata) };
}

function parseHeader(bytes: Uint8Array): Record<string, unknown> {
  let text: string;
  let header: unknown;
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    header = JSON.parse(text);
  } catch (cause) {
    throw new CheckpointError(
      'safetensors: the header is not JSON in UTF-8; it must be; the file is damaged or not safetensors.',
      undefined,
      { cause },
    );
  }
  if (!isRecord(header)) fail('the header is not a JSON object', 'one was needed; the file is not safetensors');
  const duplicate = findDuplicateKey(text);
  if (duplicate !== undefined) {
    fail(
      `the key ${brief(duplicate)} stands twice in one object`,
      'unique keys were needed; write the file again',
      duplicate,
    );
  }
  return header;
}

function readPlace(name: string, entry: unknown, dataLength: number): TensorPlace {
  const { dtype, shape, data_offsets: offsets } = isRecord(entry) ? entry : {};
  if (!isDtype(dtype)) {
    fail(`dtype ${brief(dtype)} was found`, `one of ${Object.keys(DTYPE_BYTES).join(', ')} was needed`, name);
  }
  if (!isWholeList(shape)) fail(`shape ${brief(shape)} was found`, 'a list of whole numbers was needed', name);
  const [begin = -1, end = -1] = isWholeList(offsets) && offsets.length === 2 ? offsets : [];
  if (begin < 0 || begin > end || end > dataLength) {
    fail(
      `data_offsets ${brief(offsets)} were found`,
      `two increasing places within ${dataLength} bytes were needed; the file is truncated or damaged`,
      name,
    );
  }
  const size = shape.reduce((product, dimension) => product * dimension, DTYPE_BYTES[dtype]);
  if (size !== end - begin) {
    fail(`${end - begin} bytes were found`, `${size} for ${dtype} ${brief(shape)} were needed`, name);
  }
  return { name, dtype, shape, begin, end };
}

/** The format allows neither overlaps nor holes, so each tensor starts where the one before it ends. */
function checkCoverage(tensors: readonly TensorPlace[], dataLength: number): void {
  let covered = 0;
  for (const { name, begin, end } of [...tensors].sort((a, b) => a.begin - b.begin || a.end - b.end)) {
    if (begin !== covered) {
      const problem = begin < covered ? 'overlaps the tensor before it' : 'leaves a gap before it';
      fail(`it starts at byte ${begin} and ${problem}`, `${covered} was needed`, name);
    }
    covered = end;
  }
  if (covered !== dataLength) {
    fail(`${dataLength} bytes of data were found`, `${covered} are accounted for; something was appended or lost`);
  }
}

function readMetadata(metadata: unknown): Record<string, string> {
  const entries = isRecord(metadata) ? Object.entries(metadata) : [];
  return Object.fromEntries(entries.filter((entry): entry is [string, string] => typeof entry[1] === 'string'));
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isDtype(value: unknown): value is SafetensorsDtype {
  return typeof value === 'string' && Object.hasOwn(DTYPE_BYTES, value);
}

function isWholeList(value: unknown): value is number[] {
  return Array.isArray(value) && value.every((item) => Number.isSafeInteger(item) && item >= 0);
}

/** What a file says, short enough for a message. */
function brief(value: unknown): string {
  const text = JSON.stringify(value) ?? 'nothing';
  return text.length > MESSAGE_LENGTH ? `${text.slice(0, MESSAGE_LENGTH)}…` : text;
}

function fail(found: string, needed: string, tensor?: string): never {
  const where = tensor === undefined ? 'safetensors' : `safetensors, ${brief(tensor)}`;
  throw new CheckpointError(`${where}: ${found}; ${needed}.`, tensor);
}
