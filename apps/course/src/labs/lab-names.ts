/**
 * What each lab is called, by its folder's name: the label of its own words. For pages that speak of labs without showing
 * them; to be called where pages are built, so that no browser loads the words of every lab for seven names.
 */
import type { Locale } from '@glassbox/quiz';

type Words = (locale: Locale) => { label?: string };

const modules = import.meta.glob<Record<string, Words>>('./*/messages.ts', { eager: true });

/** Returns e.g. `{ 'first-poem': 'Lab: the first poem' }`. */
export function labNames(locale: Locale): Readonly<Record<string, string>> {
  const names: Record<string, string> = {};
  for (const [path, exported] of Object.entries(modules)) {
    const words = Object.entries(exported).find(([name]) => name.endsWith('Messages'))?.[1];
    const label = words?.(locale).label;
    if (label !== undefined) names[path.split('/')[1] ?? path] = label;
  }
  return names;
}
