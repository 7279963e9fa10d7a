/**
 * The addresses of paragraphs: `#p-` and a fingerprint of the words. The site puts them on its pages and the passages carry
 * them, so a citation lands on its paragraph. A paragraph keeps its address when others come before it, and loses it
 * when its words change: a stale link then opens the page at the top rather than at the wrong place.
 */
import { createHash } from 'node:crypto';

const FINGERPRINT_LENGTH = 8;

/**
 * Returns the function that names the paragraphs of one page, to be called in reading order. Only letters and digits
 * count: quotation marks and spaces may differ between the text and the page.
 *
 * @example createAnchors()('一场没有尽头的接龙') // 'p-' and eight hexadecimal digits
 */
export function createAnchors(): (text: string) => string {
  const given = new Map<string, number>();
  return (text) => {
    const words = text.normalize('NFKC').replace(/[^\p{L}\p{N}]/gu, '');
    const anchor = `p-${createHash('sha256').update(words).digest('hex').slice(0, FINGERPRINT_LENGTH)}`;
    const number = (given.get(anchor) ?? 0) + 1;
    given.set(anchor, number);
    return number === 1 ? anchor : `${anchor}-${number}`;
  };
}
