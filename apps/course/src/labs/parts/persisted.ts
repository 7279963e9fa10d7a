/** Settings that survive a reload: one JSON value per key in localStorage, checked when read. Never throws. */

import { tellNotKept } from '../../notices/site-news.ts';

export interface Persisted<T> {
  read(): T;
  write(value: T): void;
}

type KeyValueStore = Pick<Storage, 'getItem' | 'setItem'>;

/** The kept choices of a lab, and what makes sound ones of unknown JSON: a link is read by it too. */
export interface KeptChoices<T> extends Persisted<T> {
  parse(json: unknown): T;
}

/**
 * A stored value under `key`. `parse` turns unknown JSON into a T or undefined (older version, damaged): then `fallback`
 * is what `read` returns. Without storage (private mode, server rendering) values simply do not survive.
 */
export function persisted<T>(
  key: string,
  parse: (json: unknown) => T | undefined,
  fallback: T,
  store: KeyValueStore | undefined = findStore(),
): Persisted<T> {
  return {
    read() {
      try {
        const text = store?.getItem(key);
        return (text ? parse(JSON.parse(text)) : undefined) ?? fallback;
      } catch {
        return fallback;
      }
    },
    write(value) {
      try {
        store?.setItem(key, JSON.stringify(value));
      } catch (error) {
        console.warn(`lab settings: "${key}" could not be kept (${String(error)}).`);
        tellNotKept();
      }
    },
  };
}

function findStore(): KeyValueStore | undefined {
  try {
    // Node has a localStorage too, which only warns: the server keeps nothing.
    return 'document' in globalThis ? globalThis.localStorage : undefined;
  } catch {
    return undefined;
  }
}

/** Reads fields of unknown JSON: `record(json)?.field` is unknown, never an error. */
export function record(json: unknown): Readonly<Record<string, unknown>> | undefined {
  return typeof json === 'object' && json !== null && !Array.isArray(json)
    ? (json as Record<string, unknown>)
    : undefined;
}

/** `value` when it is a finite number from `min` to `max`, else `fallback`. */
export function numberIn(value: unknown, min: number, max: number, fallback: number): number {
  return typeof value === 'number' && Number.isFinite(value) && value >= min && value <= max ? value : fallback;
}

/** `value` when it is one of `choices`, else `fallback`. */
export function oneOf<const T extends string>(value: unknown, choices: readonly T[], fallback: T): T {
  return choices.find((choice) => choice === value) ?? fallback;
}
