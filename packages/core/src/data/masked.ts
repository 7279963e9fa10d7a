/**
 * Fill-in-the-blank training, BERT's way: of every row 15 % of the tokens are to be guessed, and of these 80 % are
 * hidden behind [MASK], 10 % replaced by a random token and 10 % left as they are, because the model will never meet
 * [MASK] later. Departs from the paper in drawing a new choice every epoch (as RoBERTa does) and in never putting a
 * special token in place of another.
 */
import { createRandom, type Random } from '@glassbox/kernels/random';
import { ConfigError, CorpusError } from '../foundations/errors.ts';
import { mixSeed } from '../foundations/random.ts';
import { type Batch, type BatchesState, type BatchSource, NOT_COUNTED } from './batch-source.ts';
import { checkFraction, checkSource, type SourceOptions } from './check-source.ts';
import { epochRow } from './epochs.ts';
import { inBatches, spread } from './examples.ts';
import { joinLists } from './lists.ts';
import { paddedRows } from './padded-rows.ts';

/** Of the chosen tokens: shown as [MASK], or replaced by a random one; the rest stays. */
const MASK_SHARE = 0.8;
const RANDOM_SHARE = 0.1;
/** Share of the tokens that are chosen. */
const CHOSEN_SHARE = 0.15;
/** Keeps what is masked apart from other streams of the same seed, and validation apart from training. */
const MASK_STREAM = 0x3a5c;
const VALIDATION_CURSOR = -1;

export interface MaskingOptions {
  /** V: random tokens are drawn from 0 … V − 1, special ones left out. */
  readonly vocabSize: number;
  /** The id of [MASK]. */
  readonly maskId: number;
  /** Ids that are never chosen and never put in place of another: [CLS], [SEP], [PAD], [UNK], [MASK]. */
  readonly specialIds: readonly number[];
  /** Share of the tokens to be guessed, in (0, 1). Default 0.15. */
  readonly share?: number;
}

export interface MaskedOptions extends SourceOptions, MaskingOptions {
  /** Fills rows that are shorter than the batch; usually one of the special ids. Default 0. */
  readonly paddingId?: number;
}

export interface MaskedRow {
  /** What the model sees. */
  readonly inputs: Int32Array;
  /** The original token where it is to be guessed, else −1. */
  readonly targets: Int32Array;
}

/**
 * Returns a row with a share of its tokens chosen to be guessed: round(share·n) of its n ordinary tokens, at least 1,
 * every one equally likely; each chosen one becomes [MASK] with probability 0.8, a random token with 0.1, or stays.
 * A row of special tokens only has no target.
 *
 * @see Devlin et al. 2018, arXiv:1810.04805, section 3.1, task #1, and appendix A.1
 */
export function maskTokens(tokenIds: Int32Array, options: MaskingOptions, random: Random): MaskedRow {
  const { share = CHOSEN_SHARE, maskId } = options;
  const special = new Set([maskId, ...options.specialIds]);
  const places = Array.from(tokenIds.keys()).filter((place) => !special.has(tokenIds[place] ?? 0));
  const count = Math.min(places.length, Math.max(1, Math.round(share * places.length)));
  const inputs = tokenIds.slice();
  const targets = new Int32Array(tokenIds.length).fill(NOT_COUNTED);
  for (let chosen = 0; chosen < count; chosen++) {
    const pick = chosen + Math.floor(random.next() * (places.length - chosen)); // Fisher–Yates, only as far as needed
    const place = places[pick] ?? 0;
    places[pick] = places[chosen] ?? 0;
    targets[place] = tokenIds[place] ?? NOT_COUNTED;
    const kind = random.next();
    if (kind < MASK_SHARE) inputs[place] = maskId;
    else if (kind < MASK_SHARE + RANDOM_SHARE) inputs[place] = ordinaryToken(options.vocabSize, special, random);
  }
  return { inputs, targets };
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

function ordinaryToken(vocabSize: number, special: ReadonlySet<number>, random: Random): number {
  for (;;) {
    const token = Math.floor(random.next() * vocabSize);
    if (!special.has(token)) return token;
  }
}

function listsOf(part: string, rows: readonly Int32Array[]): Record<string, Int32Array> {
  return {
    [`${part}.tokens`]: joinLists(rows),
    [`${part}.lengths`]: Int32Array.from(rows, ({ length }) => length),
  };
}

function checkMasking({ vocabSize, maskId, specialIds, share = CHOSEN_SHARE }: MaskingOptions): void {
  checkFraction('masked', 'share', share, String(CHOSEN_SHARE));
  const special = new Set([maskId, ...specialIds]);
  const stranger = [...special].find((id) => !(Number.isInteger(id) && id >= 0 && id < vocabSize));
  if (stranger !== undefined) {
    throw new ConfigError(
      `masked: special id ${stranger} was found; ids from 0 to ${vocabSize - 1} were needed; use the tokenizer's.`,
      stranger === maskId ? 'maskId' : 'specialIds',
    );
  }
  if (special.size >= vocabSize) {
    throw new ConfigError('masked: every token is special; at least one ordinary one was needed.', 'specialIds');
  }
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
