/**
 * Batches of whole examples, such as questions with their answers: one example per row, padded on the right, with
 * targets only where an example says that a token counts. Rows are padded and not packed one after another, because
 * packed examples would see each other; a batch is only as wide as its longest example asks for.
 */
import { CorpusError } from '../foundations/errors.ts';
import { type Batch, type BatchesState, type BatchSource, NOT_COUNTED } from './batch-source.ts';
import { checkSource, type SourceOptions } from './check-source.ts';
import { epochRow } from './epochs.ts';
import { joinLists, splitLists } from './lists.ts';

/** One example as tokens. */
export interface TokenExample {
  /** At least 2 tokens. */
  readonly tokenIds: Int32Array;
  /** As long as `tokenIds`: 1 where the model must learn to say the token, 0 where it only reads it. */
  readonly counted: Uint8Array;
}

/** Whole examples as a data source. */
export interface Examples extends BatchSource {
  readonly trainExamples: readonly TokenExample[];
  readonly validationExamples: readonly TokenExample[];
  /** Batches, a fraction included, after which every training example was seen once more. */
  readonly batchesPerEpoch: number;
}

/** Batches are a multiple of this wide, so that a GPU meets few different shapes. */
const WIDTH_STEP = 8;
/** Any id would do: no counted place can look to its right, and padding is never counted. */
const PADDING_ID = 0;

/**
 * Returns the seeded data source of examples: every example once per epoch, in a new order each time, all batches full.
 * An example of n tokens gives n − 1 places: token i is the input, token i + 1 the target if it counts, else −1.
 *
 * @throws ConfigError if an option is out of range; CorpusError if there is no example to train on, one has no counted
 *   token after its first, or is longer than blockSize + 1
 */
export function exampleBatches(
  trainExamples: readonly TokenExample[],
  validationExamples: readonly TokenExample[],
  options: SourceOptions,
): Examples {
  const { batchSize, blockSize, seed } = options;
  checkSource('examples', options);
  if (trainExamples.length === 0) {
    throw new CorpusError('examples: no example to train on was found; at least 1 was needed; add some.');
  }
  checkExamples('training', trainExamples, blockSize);
  checkExamples('validation', validationExamples, blockSize);
  let state: BatchesState = { seed, cursor: 0 };
  let numberAt = epochRow(trainExamples.length, seed);
  const pick = (place: number) => trainExamples[numberAt(place)] as TokenExample; // numberAt stays below the length
  return {
    trainExamples,
    validationExamples,
    batchSize,
    blockSize,
    batchesPerEpoch: trainExamples.length / batchSize,
    get state() {
      return state;
    },
    next() {
      const first = state.cursor * batchSize;
      const rows = Array.from({ length: batchSize }, (_, row) => pick(first + row));
      state = { ...state, cursor: state.cursor + 1 };
      return rightPadded(rows, blockSize);
    },
    validation: (count) =>
      inBatches(spread(validationExamples, count * batchSize), batchSize).map((rows) => rightPadded(rows, blockSize)),
    restore(saved) {
      state = { seed: saved.seed, cursor: saved.cursor };
      numberAt = epochRow(trainExamples.length, saved.seed);
    },
    stored: () => ({
      kind: 'examples',
      settings: { batchSize, blockSize },
      lists: { ...listsOf('train', trainExamples), ...listsOf('validation', validationExamples) },
    }),
  };
}

/** Returns the examples whose lists `stored` made. */
export function examplesOfLists(part: 'train' | 'validation', list: (name: string) => Int32Array): TokenExample[] {
  const lengths = list(`${part}.lengths`);
  const flags = splitLists(list(`${part}.counted`), lengths);
  return splitLists(list(`${part}.tokens`), lengths).map((tokenIds, i) => ({
    tokenIds,
    counted: Uint8Array.from(flags[i] ?? []),
  }));
}

/** Returns at most `count` items, spread evenly over all. */
export function spread<Item>(items: readonly Item[], count: number): Item[] {
  const chosen = Math.min(items.length, count);
  return Array.from({ length: chosen }, (_, i) => items[Math.floor((i * items.length) / chosen)] as Item);
}

/** Returns the items in lists of `batchSize`, the last one shorter. */
export function inBatches<Item>(items: readonly Item[], batchSize: number): Item[][] {
  return Array.from({ length: Math.ceil(items.length / batchSize) }, (_, i) =>
    items.slice(i * batchSize, (i + 1) * batchSize),
  );
}

/** Returns how wide a batch of rows up to `longest` is made. */
export function batchWidth(longest: number, blockSize: number): number {
  return Math.min(blockSize, Math.ceil(longest / WIDTH_STEP) * WIDTH_STEP);
}

function rightPadded(rows: readonly TokenExample[], blockSize: number): Batch {
  const T = batchWidth(Math.max(...rows.map(({ tokenIds }) => tokenIds.length - 1)), blockSize);
  const inputs = new Int32Array(rows.length * T).fill(PADDING_ID);
  const targets = new Int32Array(rows.length * T).fill(NOT_COUNTED);
  for (const [row, { tokenIds, counted }] of rows.entries()) {
    inputs.set(tokenIds.subarray(0, -1), row * T);
    for (let i = 1; i < tokenIds.length; i++) {
      if (counted[i] === 1) targets[row * T + i - 1] = tokenIds[i] ?? NOT_COUNTED;
    }
  }
  return { inputs, targets, shape: [rows.length, T] };
}

function listsOf(part: string, examples: readonly TokenExample[]): Record<string, Int32Array> {
  return {
    [`${part}.tokens`]: joinLists(examples.map(({ tokenIds }) => tokenIds)),
    [`${part}.counted`]: joinLists(examples.map(({ counted }) => counted)),
    [`${part}.lengths`]: Int32Array.from(examples, ({ tokenIds }) => tokenIds.length),
  };
}

function checkExamples(part: string, examples: readonly TokenExample[], blockSize: number): void {
  for (const [number, { tokenIds, counted }] of examples.entries()) {
    const where = `examples: ${part} example ${number}`;
    if (tokenIds.length > blockSize + 1) {
      throw new CorpusError(
        `${where} has ${tokenIds.length} tokens; at most blockSize + 1, ${blockSize + 1}, were needed; ` +
          'shorten it or use a larger blockSize.',
      );
    }
    if (counted.length === tokenIds.length && counted.indexOf(1, 1) > 0) continue;
    throw new CorpusError(
      `${where} has ${tokenIds.length} tokens and none after the first that counts in the loss; one was needed; ` +
        'give it an answer.',
    );
  }
}
