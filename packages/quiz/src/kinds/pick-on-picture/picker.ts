/** What the three pictures get from the view: how a region is picked, and how it is drawn. */
import type { Feedback, Locale } from '../../question.ts';
import type { Region } from './public.ts';

export interface Picker<PictureData> {
  picture: PictureData;
  regions: readonly Region[];
  locale: Locale;
  /** Name of the group of inputs, unique on the page. */
  group: string;
  several: boolean;
  picked: ReadonlySet<string>;
  /** Id of the text that describes the input: its remark, or what is wrong with the answer. */
  describedBy: (id: string) => string | undefined;
  toneOf: (id: string) => Feedback['tone'] | undefined;
  onpick: (id: string) => void;
}

/** Points of a curve are lettered in reading order. */
export function letterOf(index: number): string {
  return String.fromCodePoint(65 + (index % 26));
}

const SHORT = { maximumSignificantDigits: 3, useGrouping: false };
/** Made once: a picture shows many numbers, and making a format costs more than using it. */
const FORMATS: Readonly<Record<Locale, Intl.NumberFormat>> = {
  zh: new Intl.NumberFormat('zh-CN', SHORT),
  en: new Intl.NumberFormat('en', SHORT),
};

/** A number with at most three significant digits, as a figure shows it. */
export function shortNumber(value: number, locale: Locale): string {
  return FORMATS[locale].format(value);
}
