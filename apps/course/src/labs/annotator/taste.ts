/**
 * The tastes a simulated annotator can have: a stated rule that says what a text is worth. It is the truth of this lab,
 * which nobody has outside of it. A reward model only ever sees which of two texts was preferred.
 */
import type { Locale } from '@glassbox/quiz';

export const TASTE_IDS = ['first', 'second', 'third'] as const;
export type TasteId = (typeof TASTE_IDS)[number];

export interface Taste {
  readonly id: TasteId;
  readonly name: string;
  /** What it loves to read of. */
  readonly words: readonly string[];
}

/** What a text is worth, and why. */
export interface Worth {
  /** Different loved words in it. */
  readonly loved: number;
  /** Characters (Chinese) or words (English) that stand in it for the second time or more. */
  readonly repeats: number;
  /** The form is kept: two lines of five with their marks; in English one finished line. */
  readonly form: boolean;
  /** English: words that occur in no line of the plays. */
  readonly invented: number;
  readonly points: number;
}

/** More loved words than this make a text no better. */
const MOST_LOVED: Readonly<Record<Locale, number>> = { zh: 4, en: 3 };
const REPEAT_COST = 0.5;
const BROKEN_FORM_COST: Readonly<Record<Locale, number>> = { zh: 2, en: 1 };
const INVENTED_COST = 0.5;

const TASTES: Readonly<Record<Locale, readonly Taste[]>> = {
  zh: [
    { id: 'first', name: '江上夜色', words: [...'月星夜江水波舟船雁霜灯钟'] },
    { id: 'second', name: '人情离别', words: [...'人君客心归相知别家愁泪老'] },
    { id: 'third', name: '天高地远', words: [...'天上长空里高千万远云山日'] },
  ],
  en: [
    { id: 'first', name: 'thou and thee', words: 'thou thee thy thine art hast hath dost doth wilt shalt'.split(' ') },
    { id: 'second', name: 'love', words: 'love heart sweet fair gentle eyes soul dear joy kiss good lady'.split(' ') },
    {
      id: 'third',
      name: 'war and death',
      words: 'blood death die dead king war sword fear men grave fight slain'.split(' '),
    },
  ],
};

export function tastesFor(locale: Locale): readonly Taste[] {
  return TASTES[locale];
}

export function tasteOf(locale: Locale, id: TasteId): Taste {
  const taste = TASTES[locale].find((one) => one.id === id);
  if (!taste) throw new Error(`taste: no "${id}".`);
  return taste;
}

/** Returns min(loved, most) − repeats/2 − invented/2 − the price of a broken form. `known` is used in English alone. */
export function worthOf(locale: Locale, taste: Taste, text: string, known: ReadonlySet<string>): Worth {
  const form = locale === 'zh' ? isCouplet(text) : isLine(text);
  const units = locale === 'zh' ? charactersOf(text) : wordsOf(text);
  const distinct = new Set(units);
  const loved = taste.words.filter((word) => distinct.has(word)).length;
  const repeats = units.length - distinct.size;
  const invented = locale === 'zh' ? 0 : units.filter((word) => !known.has(word)).length;
  const points =
    Math.min(loved, MOST_LOVED[locale]) -
    REPEAT_COST * repeats -
    INVENTED_COST * invented -
    (form ? 0 : BROKEN_FORM_COST[locale]);
  return { loved, repeats, form, invented, points };
}

/** The words of an English text in lower case; `o'er` and `'tis` are one each. */
export function wordsOf(text: string): string[] {
  return text.toLowerCase().match(/[a-z]+(?:'[a-z]+)*/g) ?? [];
}

function charactersOf(text: string): string[] {
  return [...text].filter((character) => !/[\p{P}\s]/u.test(character));
}

function isCouplet(text: string): boolean {
  return /^[^，。\n]{5}，[^，。\n]{5}。\n$/u.test(text);
}

/** One line with at least three words, ended by its break. */
function isLine(text: string): boolean {
  return /^[^\n]+\n$/.test(text) && wordsOf(text).length >= 3;
}
