/** Questions to begin with: the page's own, or for a lesson, what its terms mean. Made when the site is built. */
import { glossaryPassages } from '@glassbox/curriculum/passages';
import { glossary, type Locale } from '@glassbox/curriculum/public';
import { askMessages } from './messages.ts';

const PER_LESSON = 4;

/** Returns the suggestions by lesson slug; those for the whole course are under the empty name. */
export function suggestionsFor(locale: Locale): Record<string, string[]> {
  const m = askMessages(locale);
  const bySlug: Record<string, string[]> = { '': m.suggested };
  const { text, blocks } = glossaryPassages[locale];
  for (const { lesson, start, end } of blocks) {
    const definition = text.slice(start, end);
    const entry = glossary.find(({ term }) => startsWith(definition, term[locale]));
    if (lesson === undefined || !entry) continue;
    const list = bySlug[lesson] ?? [];
    if (list.length < PER_LESSON) list.push(m.whatIs(entry.term[locale]));
    bySlug[lesson] = list;
  }
  return bySlug;
}

function startsWith(definition: string, term: string): boolean {
  return /^[：:]/.test(definition.slice(term.length)) && definition.toLowerCase().startsWith(term.toLowerCase());
}
