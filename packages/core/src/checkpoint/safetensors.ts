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

type SafetensorsDtype = keyof typeof DTYPE_BYTES;

export interface SafetensorsEntry {
  readonly name: string;
  readonly dtype: SafetensorsDtype;
  readonly shape: readonly number[];
  /** A view into the file. */
  readonly bytes: Uint8Array;
}

export interface SafetensorsFile {
  readonly tensors: ReadonlyMap<string, SafetensorsEntry>;
  readonly metadata: Readonly<Record<string, string>>;
}

const LENGTH_BYTES = 8;
/** The limit of the reference implementation. */
const MAX_HEADER_BYTES = 100_000_000;

/**
 * Returns the tensors of a safetensors file as views.
 *
 * @throws CheckpointError naming the tensor if the file is truncated, or its header is no JSON, repeats a name, has
 *   an unknown dtype, or places that overlap, leave gaps, reach beyond the file or do not fit the shape
 */
export function readSafetensors(file: Uint8Array): SafetensorsFile {
  const { header, data } = splitFile(file);
  const { __metadata__: metadata = {}, ...entries } = header;
  const placed = Object.entries(entries).map(([name, entry]) => readEntry(name, entry, data));
  checkCoverage(placed, data.length);
  return { tensors: new Map(placed.map(({ entry }) => [entry.name, entry])), metadata: readMetadata(metadata) };
}

interface Placed {
  readonly entry: SafetensorsEntry;
  readonly begin: number;
  readonly end: number;
}

function splitFile(file: Uint8Array): { header: Record<string, unknown>; data: Uint8Array } {
  if (file.length < LENGTH_BYTES) {
    fail(`${file.length} bytes were found`, 'at least 8 for the header length were needed; the file is truncated');
  }
  const view = new DataView(file.buffer, file.byteOffset, file.byteLength);
  const headerLength = view.getBigUint64(0, true);
  const available = file.length - LENGTH_BYTES;
  if (headerLength > BigInt(available) || headerLength > BigInt(MAX_HEADER_BYTES)) {
    fail(
      `a header of ${headerLength} bytes was announced`,
      `at most ${Math.min(available, MAX_HEADER_BYTES)} fit; the file is truncated or not safetensors`,
    );
  }
  const headerEnd = LENGTH_BYTES + Number(headerLength);
  return { header: parseHeader(file.subarray(LENGTH_BYTES, headerEnd)), data: file.subarray(headerEnd) };
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
      `the key ${JSON.stringify(duplicate)} stands twice in one object`,
      'unique keys were needed; write the file again',
      duplicate,
    );
  }
  return header;
}

function readEntry(name: string, entry: unknown, data: Uint8Array): Placed {
  const { dtype, shape, data_offsets: offsets } = isRecord(entry) ? entry : {};
  if (!isDtype(dtype)) {
    fail(`dtype ${JSON.stringify(dtype)} was found`, `one of ${Object.keys(DTYPE_BYTES).join(', ')} was needed`, name);
  }
  if (!isWholeList(shape)) fail(`shape ${JSON.stringify(shape)} was found`, 'a list of whole numbers was needed', name);
  const [begin = -1, end = -1] = isWholeList(offsets) && offsets.length === 2 ? offsets : [];
  if (begin < 0 || begin > end || end > data.length) {
    fail(
      `data_offsets ${JSON.stringify(offsets)} were found`,
      `two increasing places within ${data.length} bytes were needed; the file is truncated or damaged`,
      name,
    );
  }
  const size = shape.reduce((product, dimension) => product * dimension, DTYPE_BYTES[dtype]);
  if (size !== end - begin) {
    fail(`${end - begin} bytes were found`, `${size} for ${dtype} [${shape.join(', ')}] were needed`, name);
  }
  return { entry: { name, dtype, shape, bytes: data.subarray(begin, end) }, begin, end };
}

/** The format allows neither overlaps nor holes, so each tensor starts where the one before it ends. */
function checkCoverage(placed: readonly Placed[], dataLength: number): void {
  let covered = 0;
  for (const { entry, begin, end } of [...placed].sort((a, b) => a.begin - b.begin || a.end - b.end)) {
    if (begin !== covered) {
      const problem = begin < covered ? 'overlaps the tensor before it' : 'leaves a gap before it';
      fail(`it starts at byte ${begin} and ${problem}`, `${covered} was needed`, entry.name);
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

function fail(found: string, needed: string, tensor?: string): never {
  const where = tensor === undefined ? 'safetensors' : `safetensors, ${JSON.stringify(tensor)}`;
  throw new CheckpointError(`${where}: ${found}; ${needed}.`, tensor);
}
