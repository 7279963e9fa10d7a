/** Settings that hold a text: kept apart for each language, because what runs on it reads only one. */
import type { Locale } from '@glassbox/quiz';
import { type Persisted, persisted } from './persisted.ts';

const HAN = /\p{Script=Han}/u;

/**
 * Like `persisted`, with a value for each language. What an older version kept for both languages under `key` is still read
 * in the one it was written in.
 */
export function persistedText<T extends { readonly text: string }>(
  { key, locale }: { key: string; locale: Locale },
  parse: (json: unknown) => T,
  fallback: T,
  store?: Parameters<typeof persisted>[3],
): Persisted<T> {
  const ours = persisted<T | undefined>(`${key}.${locale}`, parse, undefined, store);
  const older = persisted<T | undefined>(key, parse, undefined, store);
  return {
    read() {
      const ofBoth = () => {
        const choices = older.read();
        return choices && HAN.test(choices.text) === (locale === 'zh') ? choices : fallback;
      };
      return ours.read() ?? ofBoth();
    },
    write: (value) => ours.write(value),
  };
}
