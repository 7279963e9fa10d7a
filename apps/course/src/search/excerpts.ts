/** What Pagefind sends back, made fit to show: its excerpts begin and end anywhere, and where it knows no word it looks for a part of one. */

const HAN_PAIR = /\p{Script=Han}{2}/u;
const MARKED = /<mark>(.*?)<\/mark>/gs;
const STRAY_BEGINNING = /^(?:<mark>\s*<\/mark>|[\s\p{Pd}，。、；：？！）”’》…,.;:?!)%])+/u;
const SENTENCE_END = /[。？！.?!…”）)](?:<\/mark>)?\s*$/u;

/**
 * Tells whether excerpts, with `<mark>` around what was found, answer the query. For Chinese words a single character is not enough: Pagefind falls back
 * from 量子, which no page holds, to 量, which most do.
 */
export function isMeant(query: string, excerpts: readonly string[]): boolean {
  if (!HAN_PAIR.test(query)) return true;
  return excerpts.some((excerpt) => {
    const whole = excerpt.replaceAll(/<\/mark>\s*<mark>/g, '');
    return Array.from(whole.matchAll(MARKED)).some(([, found = '']) => HAN_PAIR.test(found) || /[a-z\d]/i.test(found));
  });
}

/** Returns an excerpt without punctuation that belongs to what went before, and with an ellipsis where it was cut; `title` is the heading it stands under. */
export function tidyExcerpt(excerpt: string, title: string): string {
  const text = excerpt.replace(STRAY_BEGINNING, '').trimEnd();
  const isBeginning = text.replaceAll(/<\/?mark>/g, '').startsWith(title);
  return `${isBeginning ? '' : '…'}${text}${SENTENCE_END.test(text) ? '' : '…'}`;
}
