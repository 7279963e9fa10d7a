/** Batches for a classifier: whole texts, each with the number of its label. */
import { CorpusError } from '../foundations/errors.ts';
import type { Batch, BatchesState, BatchSource } from './batch-source.ts';
import { checkSource, type SourceOptions } from './check-source.ts';
import { epochRow } from './epochs.ts';
import { inBatches, spread } from './examples.ts';
import { joinLists, splitLists } from './lists.ts';
import { paddedRows } from './padded-rows.ts';

/** A text and the number of its label. */
export interface LabelledExample {
  /** 1 to blockSize tokens, [CLS] and [SEP] included where the model wants them. */
  readonly tokenIds: Int32Array;
  /** The place of the label in the classifier's `labels`. */
  readonly label: number;
}

/**
 * Returns the seeded data source of labelled texts: every one once per epoch, in a new order each time, padded on the
 * right, with `mask` 0 on the padding. A batch of B rows has B targets.
 *
 * @throws ConfigError if an option is out of range; CorpusError if there is no text to train on, or one is too long
 * @example labelledBatches(train, test, { batchSize: 8, blockSize: 32, seed: 1 });
 */
export function labelledBatches(
  examples: readonly LabelledExample[],
  validationExamples: readonly LabelledExample[],
  options: SourceOptions,
): BatchSource {
  const { batchSize, blockSize, seed } = options;
  checkSource('labelled', options);
  checkExamples(examples, validationExamples, blockSize);
  const assemble = (rows: readonly LabelledExample[]): Batch => ({
    ...paddedRows(
      rows.map(({ tokenIds }) => tokenIds),
      { blockSize, paddingId: 0 },
    ),
    targets: Int32Array.from(rows, ({ label }) => label),
  });
  let state: BatchesState = { seed, cursor: 0 };
  let numberAt = epochRow(examples.length, seed);
  return {
    batchSize,
    blockSize,
    get state() {
      return state;
    },
    next() {
      const first = state.cursor * batchSize;
      state = { ...state, cursor: state.cursor + 1 };
      return assemble(
        Array.from({ length: batchSize }, (_, row) => examples[numberAt(first + row)] as LabelledExample),
      );
    },
    validation: (count) => inBatches(spread(validationExamples, count * batchSize), batchSize).map(assemble),
    restore(saved) {
      state = { seed: saved.seed, cursor: saved.cursor };
      numberAt = epochRow(examples.length, saved.seed);
    },
    stored: () => ({
      kind: 'labelled',
      settings: { batchSize, blockSize },
      lists: { ...listsOf('train', examples), ...listsOf('validation', validationExamples) },
    }),
  };
}

/** Returns the texts whose lists `stored` made. */
export function labelledOfLists(part: 'train' | 'validation', list: (name: string) => Int32Array): LabelledExample[] {
  const labels = list(`${part}.labels`);
  return splitLists(list(`${part}.tokens`), list(`${part}.lengths`)).map((tokenIds, i) => ({
    tokenIds,
    label: labels[i] ?? 0,
  }));
}

function listsOf(part: string, examples: readonly LabelledExample[]): Record<string, Int32Array> {
  return {
    [`${part}.tokens`]: joinLists(examples.map(({ tokenIds }) => tokenIds)),
    [`${part}.lengths`]: Int32Array.from(examples, ({ tokenIds }) => tokenIds.length),
    [`${part}.labels`]: Int32Array.from(examples, ({ label }) => label),
  };
}

function checkExamples(
  examples: readonly LabelledExample[],
  validationExamples: readonly LabelledExample[],
  blockSize: number,
): void {
  if (examples.length === 0) {
    throw new CorpusError('labelled: no text to train on was found; at least 1 was needed; add some.');
  }
  for (const { tokenIds, label } of [...examples, ...validationExamples]) {
    if (tokenIds.length >= 1 && tokenIds.length <= blockSize && Number.isInteger(label) && label >= 0) continue;
    throw new CorpusError(
      `labelled: a text of ${tokenIds.length} tokens with label ${label} was found; 1 to blockSize, ${blockSize}, tokens and ` +
        'a whole label from 0 up were needed; shorten the text or correct the label.',
    );
  }
}
