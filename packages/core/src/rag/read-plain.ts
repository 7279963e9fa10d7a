/**
 * Plain text: an empty line ends a paragraph, a line that begins like a list item is one, and a short line without an
 * end mark over other lines is a heading: of level 1 at the very top, else of level 2.
 */
import type { Block } from './document.ts';
import type { BuiltText } from './text-builder.ts';

const LIST_ITEM = /^\s*(?:[-*•·]|\d{1,3}[.)、]|[(（]?[一二三四五六七八九十]{1,3}[)）、])\s*\S/;

const ENDS_SENTENCE = /[.!?。！？:：;；,，、…"”）)]$/;
const LOOK_AHEAD = 2000;
/** A heading is no longer than this, in UTF-16 units, and what stands under it is longer. */
const LONGEST_HEADING = 40;

/** Returns the text as it is, cut into blocks. */
export function readPlain(source: string): BuiltText {
  const blocks: Block[] = [];
  let open: { kind: Block['kind']; start: number; end: number } | undefined;
  let afterGap = true;
  const close = () => {
    if (open) blocks.push(open);
    open = undefined;
  };
  for (const { start, end } of lines(source)) {
    const line = source.slice(start, end);
    if (line.trim() === '') {
      close();
      afterGap = true;
      continue;
    }
    const from = start + line.length - line.trimStart().length;
    const to = start + line.trimEnd().length;
    const isHeading =
      afterGap && isHeadingOver(source.slice(from, to), source.slice(end + 1, end + LOOK_AHEAD), blocks.length === 0);
    afterGap = false;
    if (isHeading) {
      close();
      blocks.push({ kind: 'heading', level: blocks.length === 0 ? 1 : 2, start: from, end: to });
    } else if (LIST_ITEM.test(line)) {
      close();
      open = { kind: 'listItem', start: from, end: to };
    } else if (open) open.end = to;
    else open = { kind: 'paragraph', start: from, end: to };
  }
  close();
  return { text: source, blocks, sourceRuns: [] };
}

/** Over an empty line only the title of the whole text is one: else a stray short line would name what is not under it. */
function isHeadingOver(line: string, rest: string, isFirst: boolean): boolean {
  if (line.length > LONGEST_HEADING || ENDS_SENTENCE.test(line)) return false;
  const below = (rest.split('\n', 1)[0] ?? '').trim();
  return below === '' ? isFirst && rest.trim() !== '' : below.length > line.length && ENDS_SENTENCE.test(below);
}

function* lines(source: string): Generator<{ start: number; end: number }> {
  let start = 0;
  while (start <= source.length) {
    const found = source.indexOf('\n', start);
    const end = found === -1 ? source.length : found;
    yield { start, end };
    start = end + 1;
  }
}
