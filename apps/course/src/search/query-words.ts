/** What is looked for. Pagefind splits words at spaces, which Chinese has none of: the browser finds them. */

const HAN = /\p{Script=Han}/u;

/**
 * Returns what to look for, the strictest first: all words, which must all stand on a page; then those that are longer than
 * one character; then the longest alone. Chinese words are set apart by spaces.
 */
export function queriesOf(typed: string): string[] {
  const words = HAN.test(typed) ? chineseWords(typed) : typed.split(/\s+/).filter((word) => word !== '');
  const long = words.filter((word) => word.length > 1);
  const [longest = ''] = words.toSorted((a, b) => b.length - a.length);
  return [...new Set([words.join(' '), long.join(' '), longest])].filter((query) => query !== '');
}

function chineseWords(text: string): string[] {
  return Array.from(new Intl.Segmenter('zh-CN', { granularity: 'word' }).segment(text))
    .filter(({ isWordLike }) => isWordLike)
    .map(({ segment }) => segment);
}
