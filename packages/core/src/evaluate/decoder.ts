/**
 * Rows of tokens that grow side by side, on a key-value cache: a prompt is read once, each further token costs one row.
 *
 * Rows of different lengths are padded on the left, so that all end at the same place; a mask hides the padding and each
 * row counts its own places. A row sees at most blockSize tokens. When it has more, the window starts anew with its last
 * ⌊blockSize/2⌋ (at least 1), and the cache is filled again: learned positions can't slide, so this costs one reading per
 * half a blockSize instead of one per token. What a row sees depends on that row alone, never on its neighbours.
 */
import { getBackend } from '@tensorflow/tfjs-core';
import { ConfigError } from '../foundations/errors.ts';
import type { Gpt } from '../model/gpt.ts';
import { createGptCache, type GptCache } from '../model/gpt-cache.ts';

export interface Decoder {
  /** How many rows have not ended. */
  readonly open: number;
  /** Logits [V] after the last token of every row, undefined for a row that has ended. */
  next(): Promise<(Float32Array | undefined)[]>;
  /** Appends a token to a row. */
  append(row: number, tokenId: number): void;
  /** Takes a row out; its logits are no longer computed. */
  end(row: number): void;
  /** Frees the cache; twice is harmless. */
  dispose(): void;
}

interface Row {
  readonly tokenIds: number[];
  /** The first token in view. */
  start: number;
  hasEnded: boolean;
}

/** What the cache holds now. */
interface Loaded {
  readonly cache: GptCache;
  /** Its rows, in order. */
  readonly rows: readonly Row[];
  /** B·capacity bytes; undefined without padding. */
  readonly mask: Uint8Array | undefined;
}

/**
 * Returns a decoder of the prompts; the caller disposes it.
 *
 * @param prompts one row each; of a longer one the last blockSize tokens are seen
 * @param maxTokens the most tokens that will be appended to a row; saves memory when small
 * @throws ConfigError if there is no prompt or one is empty
 */
export function createDecoder(model: Gpt, prompts: readonly ArrayLike<number>[], maxTokens: number): Decoder {
  const { blockSize, vocabSize } = model.config;
  const rows = prompts.map((prompt) => rowOf(prompt, blockSize));
  if (rows.length === 0) throw emptyError('no prompt was found');
  const longest = Math.max(...rows.map(lengthInView));
  const capacity = Math.min(blockSize, longest + Math.max(0, maxTokens - 1));
  let loaded: Loaded | undefined;
  const openRows = () => rows.filter((row) => !row.hasEnded);

  /** Reads what every open row has in view. */
  const read = async (): Promise<Float32Array> => {
    const open = openRows();
    for (const row of open) crop(row, blockSize);
    if (loaded?.cache.batch !== open.length) {
      loaded?.cache.dispose();
      loaded = undefined; // if making the next one throws, nothing disposed is left behind
    }
    const cache = loaded?.cache ?? createGptCache(model.config, { batch: open.length, capacity });
    cache.length = 0;
    const length = Math.max(...open.map(lengthInView));
    loaded = { cache, rows: open, mask: paddingMask(open, length, capacity) };
    const places = getBackend() === 'webgpu' ? paddedLength(length, capacity) : length;
    const logits = await logitsAfter(model, loaded, paddedTokens(open, length, places), length - 1);
    cache.length = length; // forget what filled the end
    return logits;
  };

  /** Reads the last token of every row in the cache, an ended one's too. */
  const step = (current: Loaded): Promise<Float32Array> => {
    const last = current.rows.map(({ tokenIds }) => tokenIds.at(-1) ?? 0);
    return logitsAfter(model, current, Int32Array.from(last), 0);
  };

  return {
    get open() {
      return openRows().length;
    },
    async next() {
      if (openRows().length === 0) return rows.map(() => undefined);
      const logits = loaded && canStep(loaded, blockSize) ? await step(loaded) : await read();
      const places = new Map(loaded?.rows.map((row, place) => [row, place]));
      return rows.map((row) => {
        const place = places.get(row);
        if (row.hasEnded || place === undefined) return undefined;
        return logits.subarray(place * vocabSize, (place + 1) * vocabSize);
      });
    },
    append(row, tokenId) {
      rows[row]?.tokenIds.push(tokenId);
    },
    end(row) {
      const ended = rows[row];
      if (ended) ended.hasEnded = true;
    },
    dispose() {
      loaded?.cache.dispose();
      loaded = undefined;
    },
  };
}

function rowOf(prompt: ArrayLike<number>, blockSize: number): Row {
  const tokenIds = Array.from(prompt);
  if (tokenIds.length === 0) throw emptyError('an empty prompt was found');
  return { tokenIds, start: Math.max(0, tokenIds.length - blockSize), hasEnded: false };
}

function emptyError(found: string): ConfigError {
  return new ConfigError(
    `prompts: ${found}; at least one token was needed; a line break makes a neutral start.`,
    'prompts',
  );
}

function lengthInView({ tokenIds, start }: Row): number {
  return tokenIds.length - start;
}

function crop(row: Row, blockSize: number): void {
  if (lengthInView(row) > blockSize) row.start = row.tokenIds.length - Math.max(1, Math.floor(blockSize / 2));
}

/** Whether one more token fits into the cache and every window. Once half of the rows have ended, reading the others anew pays. */
function canStep({ cache, rows }: Loaded, blockSize: number): boolean {
  const open = rows.filter(({ hasEnded }) => !hasEnded);
  const fits = cache.length < cache.capacity && open.every((row) => lengthInView(row) <= blockSize);
  return fits && open.length > rows.length / 2;
}

/** The tokens in view, [B, places]: filled up on the left to `length`, and behind that up to `places`. */
function paddedTokens(rows: readonly Row[], length: number, places: number): Int32Array {
  const tokens = new Int32Array(rows.length * places);
  for (const [i, { tokenIds, start }] of rows.entries()) {
    const inView = tokenIds.slice(start);
    tokens.set(inView, i * places + length - inView.length);
  }
  return tokens;
}

function paddingMask(rows: readonly Row[], length: number, capacity: number): Uint8Array | undefined {
  if (rows.every((row) => lengthInView(row) === length)) return undefined;
  const mask = new Uint8Array(rows.length * capacity).fill(1);
  for (const [i, row] of rows.entries()) mask.fill(0, i * capacity, i * capacity + length - lengthInView(row));
  return mask;
}

/** shape [B·V]: logits after place `position` of the new tokens. */
async function logitsAfter(
  model: Gpt,
  { cache, mask }: Loaded,
  tokenIds: Int32Array,
  position: number,
): Promise<Float32Array> {
  const shape = [cache.batch, tokenIds.length / cache.batch] as const;
  const logits = model.logitsAt(tokenIds, shape, position, { cache, ...(mask && { mask }) });
  try {
    return (await logits.data()) as Float32Array;
  } finally {
    logits.dispose();
  }
}

/**
 * On WebGPU a prompt is filled up at its end to a power of two: shaders are compiled per shape, and causality keeps the
 * filling out of sight.
 */
function paddedLength(length: number, most: number): number {
  return Math.min(most, 2 ** Math.ceil(Math.log2(length)));
}
