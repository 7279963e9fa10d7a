/** Builds a data source again from what a checkpoint keeps of it: the counterpart of `BatchSource.stored`. */
import { CheckpointError } from '../foundations/errors.ts';
import type { BatchSource, StoredSource } from './batch-source.ts';
import { batchesOfParts } from './batches.ts';
import type { SourceOptions } from './check-source.ts';
import { exampleBatches, examplesOfLists } from './examples.ts';
import { labelledBatches, labelledOfLists } from './labelled.ts';
import { splitLists } from './lists.ts';
import { type MaskedOptions, maskedBatches } from './masked.ts';

/**
 * Returns the data source that `stored` describes, at its first batch.
 *
 * @throws CheckpointError if the description is not one that `stored` makes; ConfigError or CorpusError as its maker does
 */
export function sourceOfStored({ kind, settings, lists }: StoredSource, seed: number): BatchSource {
  const list = (name: string): Int32Array => {
    const found = lists[name];
    if (found) return found;
    throw new CheckpointError(`data source: no list ${name} was found; it was needed; the file is damaged.`, name);
  };
  const rows = (part: string) => splitLists(list(`${part}.tokens`), list(`${part}.lengths`));
  const options = { ...settings, seed } as unknown as SourceOptions; // every maker checks its options
  switch (kind) {
    case 'corpus':
      return batchesOfParts(list('train'), list('validation'), options);
    case 'examples':
      return exampleBatches(examplesOfLists('train', list), examplesOfLists('validation', list), options);
    case 'labelled':
      return labelledBatches(labelledOfLists('train', list), labelledOfLists('validation', list), options);
    case 'masked':
      return maskedBatches(rows('train'), rows('validation'), options as MaskedOptions);
    default:
      throw new CheckpointError(
        `data source: the kind ${JSON.stringify(kind)} was found; corpus, examples, labelled or masked was needed; ` +
          'resume with the version of Glassbox that saved it.',
      );
  }
}
