/** A row's name: what is switched on, in a few words. Pure. */
import type { Format } from '../parts/format.ts';
import { plainSetting } from './choices.ts';
import type { BenchMessages } from './messages.ts';
import type { Row } from './rows.ts';

/** `plain` are the questions of the first row: other ones are named. */
export function rowName(
  { setting, threshold }: Pick<Row, 'setting' | 'threshold'>,
  { short, searches, asIs }: BenchMessages,
  format: Format,
  plain = plainSetting(setting),
): string {
  const { weights, trainSteps, caution, passages, inFull, limit, book, complete, seed, perKind } = setting;
  const parts = [
    weights === 'ppo' ? short.ppo : '',
    weights === 'refusal' ? short.refusal(format.whole(trainSteps)) : '',
    weights === 'facts' ? short.facts(format.whole(trainSteps)) : '',
    caution ? short.caution : '',
    inFull ? short.inFull : '',
    limit > 0 ? short.limit(format.whole(limit)) : '',
    passages > 0 ? short.passages(format.whole(passages)) : '',
    book ? short.book(searches[book.search], format.whole(book.passages), format.fixed(book.threshold, 2)) : '',
    complete ? '' : short.lacking,
    threshold > 0 ? short.threshold(format.percent(threshold)) : '',
  ].filter((part) => part !== '');
  const name = parts.length === 0 ? asIs : parts.join(' + ');
  const same = seed === plain.seed && perKind === plain.perKind;
  return same ? name : `${name} · ${short.seed(String(seed), format.whole(perKind))}`;
}
