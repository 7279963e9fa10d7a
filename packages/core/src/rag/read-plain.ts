/** Plain text: an empty line ends a paragraph, and a line that begins like a list item is one. */
import type { Block } from './document.ts';
import type { BuiltText } from './text-builder.ts';

const LIST_ITEM = /^\s*(?:[-*•·]|\d{1,3}[.)、]|[(（]?[一二三四五六七八九十]{1,3}[)）、])\s*\S/;

/** Returns the text as it is, cut into blocks. */
export function readPlain(source: string): BuiltText {
  const blocks: Block[] = [];
  let open: { kind: Block['kind']; start: number; end: number } | undefined;
  const close = () => {
    if (open) blocks.push(open);
    open = undefined;
  };
  for (const { start, end } of lines(source)) {
    const line = source.slice(start, end);
    if (line.trim() === '') {
      close();
      continue;
    }
    const from = start + line.length - line.trimStart().length;
    const to = start + line.trimEnd().length;
    if (LIST_ITEM.test(line)) {
      close();
      open = { kind: 'listItem', start: from, end: to };
    } else if (open) open.end = to;
    else open = { kind: 'paragraph', start: from, end: to };
  }
  close();
  return { text: source, blocks, sourceRuns: [] };
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
