/** The last finished result of a lab, kept together with what it was made with: it is found again for the very same and no other. */
import { persisted, record } from './persisted.ts';

export interface KeptResult<Setting, Result> {
  /** Returns what is kept; undefined when that is nothing, damaged, or was made with another setting. */
  find(setting: Setting): Result | undefined;
  /** Takes the place of what was kept before. */
  keep(setting: Setting, result: Result): void;
}

/**
 * Returns what is kept under `key`. `parse` turns unknown JSON into a result, or undefined when it is damaged. A setting is plain
 * data, built in one place, so that the same setting is the same JSON.
 */
export function keptResult<Setting, Result>(
  key: string,
  parse: (json: unknown) => Result | undefined,
  store?: Pick<Storage, 'getItem' | 'setItem'>,
): KeptResult<Setting, Result> {
  const kept = persisted<unknown>(key, (json) => json, undefined, store);
  return {
    find(setting) {
      const found = record(kept.read());
      return JSON.stringify(found?.setting) === JSON.stringify(setting) ? parse(found?.result) : undefined;
    },
    keep: (setting, result) => kept.write({ setting, result }),
  };
}

/** A number that JSON can hold: not infinite, and not nothing. */
export function isNumber(json: unknown): json is number {
  return typeof json === 'number' && Number.isFinite(json);
}

/** Whether this is a list of nothing else. */
export function isListOf<Item>(json: unknown, isItem: (item: unknown) => item is Item): json is Item[] {
  return Array.isArray(json) && json.every(isItem);
}

export function isText(json: unknown): json is string {
  return typeof json === 'string';
}
