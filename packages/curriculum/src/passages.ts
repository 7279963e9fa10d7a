/**
 * What of the course can be searched and quoted: each lesson's text as a reader sees it, cut into blocks with their
 * addresses, and the glossary. Declarations only; `build.ts` writes the values to `dist/passages.js`.
 */
import type { Locale } from '@glassbox/quiz';

/** text.slice(start, end) of the text it belongs to. */
export interface PassageBlock {
  kind: 'heading' | 'paragraph' | 'listItem' | 'row' | 'code';
  start: number;
  /** Exclusive. */
  end: number;
  /** 2–4, of headings only. An empty heading ends what stood under the one before. */
  level?: number;
  /** The block's address on its page, without `#`; absent on headings. */
  anchor?: string;
  /** The slug of the page it stands on, where that is not the lesson the text belongs to. */
  lesson?: string;
}

export interface PassageText {
  text: string;
  /** In reading order, without overlap. */
  blocks: readonly PassageBlock[];
}

/** By slug, of every lesson that is ready; without questions and sources. */
export declare const lessonPassages: Readonly<Record<string, Readonly<Record<Locale, PassageText>>>>;
/** Every term that a ready lesson uses, with its definition; its address is the paragraph that uses it first. */
export declare const glossaryPassages: Readonly<Record<Locale, PassageText>>;
