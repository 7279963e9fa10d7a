/** How typed text is compared: what a person would call "the same answer" is the same string. Safe in a browser. */

const TRAILING_PUNCTUATION = /[\s.,;:!?。、！？；：…]+$/u;
const QUOTES = /["'`“”‘’「」『』《》]/gu;
const DASHES = /[\s_\-‐‑‒–—―−]+/gu;
const CJK = '\\p{Script=Han}\\p{Script=Hiragana}\\p{Script=Katakana}';
const SPACE_BESIDE_CJK = new RegExp(`(?<=[${CJK}]) | (?=[${CJK}])`, 'gu');

/**
 * Returns the form of a text in which two spellings of one answer are equal: NFKC (full width becomes half width),
 * lower case, quotes and trailing punctuation dropped, spaces and hyphens one space, none beside a Chinese character.
 *
 * `normaliseText('「Ｓｅｌｆ-Attention」。')` is `'self attention'`; `normaliseText('下一个 token')` is `'下一个token'`.
 */
export function normaliseText(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replace(QUOTES, '')
    .replace(TRAILING_PUNCTUATION, '')
    .replace(DASHES, ' ')
    .trim()
    .replace(SPACE_BESIDE_CJK, '');
}
