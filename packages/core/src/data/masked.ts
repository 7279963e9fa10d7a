/**
 * Fill-in-the-blank training: rows of tokens with 15 % of them to be guessed (`mask-tokens.ts`), for a model that looks
 * both ways. Departs from the paper in drawing new blanks every epoch, as RoBERTa does.
 */
import { createRandom, type Random } from '@glassbox/kernels/random';
import { ConfigError, CorpusError } from '../foundations/errors.ts';
import { mixSeed } from '../foundations/random.ts';
import { type Batch, type BatchesState, type BatchSource, NOT_COUNTED } from './batch-source.ts';
import { checkSource, type SourceOptions } from './check-source.ts';
import { epochRow } from './epochs.ts';
import { inBatches, spread } from './examples.ts';
import { joinLists } from './lists.ts';
import { CHOSEN_SHARE, checkMasking, type MaskedRow, type MaskingOptions, maskTokens } from './mask-tokens.ts';
import { paddedRows } from './padded-rows.ts';

/** Keeps what is masked apart from other streams of the same seed, and validation apart from training. */
const MASK_STREAM = 0x3a5c;
const VALIDATION_CURSOR = -1;

/** How rows with blanks are made into batches. */
export interface MaskedOptions extends SourceOptions, MaskingOptions {
  /** Fills rows that are shorter than the batch; usually one of the special ids. Default 0. */
  readonly paddingId?: number;
}

/**
 * Returns the seeded data source of rows for a model that looks both ways: every row once per epoch, masked anew each
 * time, padded on the right, with `mask` 0 on the padding. Validation rows are masked the same way every time.
 *
 * @param rows each at most blockSize tokens, [CLS] and [SEP] included where the model wants them; see `cutRows`
 * @throws ConfigError if an option is out of range; CorpusError if there is no row, or one is too long
 */
export function maskedBatches(
  rows: readonly Int32Array[],
  validationRows: readonly Int32Array[],
  options: MaskedOptions,
): BatchSource {
  const { batchSize, blockSize, seed, paddingId = 0 } = options;
  checkSource('masked', options);
  checkMasking(options);
  checkRows(rows, validationRows, options);
  const assemble = (chosen: readonly Int32Array[], random: Random): Batch =>
    padded(
      chosen.map((row) => maskTokens(row, options, random)),
      blockSize,
      paddingId,
    );
  let state: BatchesState = { seed, cursor: 0 };
  let numberAt = epochRow(rows.length, seed);
  return {
    batchSize,
    blockSize,
    get state() {
      return state;
    },
    next() {
      const first = state.cursor * batchSize;
      const chosen = Array.from({ length: batchSize }, (_, row) => rows[numberAt(first + row)] as Int32Array);
      const random = createRandom(mixSeed(state.seed, MASK_STREAM, state.cursor));
      state = { ...state, cursor: state.cursor + 1 };
      return assemble(chosen, random);
    },
    validation(count) {
      const random = createRandom(mixSeed(state.seed, MASK_STREAM, VALIDATION_CURSOR));
      return inBatches(spread(validationRows, count * batchSize), batchSize).map((chosen) => assemble(chosen, random));
    },
    restore(saved) {
      state = { seed: saved.seed, cursor: saved.cursor };
      numberAt = epochRow(rows.length, saved.seed);
    },
    stored() {
      const { vocabSize, maskId, specialIds, share = CHOSEN_SHARE } = options;
      return {
        kind: 'masked',
        settings: { batchSize, blockSize, vocabSize, maskId, specialIds, share, paddingId },
        lists: { ...listsOf('train', rows), ...listsOf('validation', validationRows) },
      };
    },
  };
}

/** Returns a corpus cut into rows of at most `blockSize` tokens, one after another, each between `first` and `last`. */
export function cutRows(
  tokenIds: Int32Array,
  { blockSize, first = [], last = [] }: { blockSize: number; first?: readonly number[]; last?: readonly number[] },
): Int32Array[] {
  const width = blockSize - first.length - last.length;
  if (!(width >= 1)) {
    throw new ConfigError(
      `cutRows: blockSize is ${blockSize}; more than ${first.length + last.length} was needed for the special tokens; ` +
        'use a larger one.',
      'blockSize',
    );
  }
  return inBatches(Array.from(tokenIds), width).map((row) => Int32Array.from([...first, ...row, ...last]));
}

function padded(rows: readonly MaskedRow[], blockSize: number, paddingId: number): Batch {
  const batch = paddedRows(
    rows.map(({ inputs }) => inputs),
    { blockSize, paddingId },
  );
  const [B, T] = batch.shape;
  const targets = new Int32Array(B * T).fill(NOT_COUNTED);
  for (const [number, row] of rows.entries()) targets.set(row.targets, number * T);
  return { ...batch, targets };
}

function listsOf(part: string, rows: readonly Int32Array[]): Record<string, Int32Array> {
  return {
    [`${part}.tokens`]: joinLists(rows),
    [`${part}.lengths`]: Int32Array.from(rows, ({ length }) => length),
  };
}

function checkRows(
  rows: readonly Int32Array[],
  validationRows: readonly Int32Array[],
  { blockSize }: SourceOptions,
): void {
  const wrong = [...rows, ...validationRows].find(({ length }) => length < 1 || length > blockSize);
  if (rows.length > 0 && wrong === undefined) return;
  const found = wrong === undefined ? 'no row to train on' : `a row of ${wrong.length} tokens`;
  throw new CorpusError(
    `masked: ${found} was found; rows of 1 to blockSize, ${blockSize}, tokens were needed; cut the text with cutRows.`,
  );
}
