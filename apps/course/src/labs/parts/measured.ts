/**
 * The numbers that a lab reported when it was last finished, kept in this browser, so that a later lab can take them over.
 * The server has them too, but what a page shows of this device's own runs should not need a network.
 */
import { persisted, record } from './persisted.ts';

type Store = Pick<Storage, 'getItem' | 'setItem'>;

const PREFIX = 'glassbox.measured.';

/** Keeps the numbers among the data of a finished run; the next run replaces them. */
export function keepMeasured(lab: string, data: unknown, store?: Store): void {
  persisted(PREFIX + lab, numbersIn, {}, store).write(numbersIn(data));
}

/** Returns the numbers of the last finished run in this browser; empty if there was none. */
export function readMeasured(lab: string, store?: Store): Readonly<Record<string, number | undefined>> {
  return persisted<Record<string, number>>(PREFIX + lab, numbersIn, {}, store).read();
}

function numbersIn(json: unknown): Record<string, number> {
  const finite = (entry: [string, unknown]): entry is [string, number] => Number.isFinite(entry[1]);
  return Object.fromEntries(Object.entries(record(json) ?? {}).filter(finite));
}
