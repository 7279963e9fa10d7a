/** Markdown (CommonMark): headings, paragraphs, list items, code; inline marks and link targets fall away. */
import { fromMarkdown } from 'mdast-util-from-markdown';
import { readHtml } from './read-html.ts';
import type { TextBuilder } from './text-builder.ts';

type Nodes = ReturnType<typeof fromMarkdown> | ReturnType<typeof fromMarkdown>['children'][number];

const DELIMITER_ROW = /^\s*\|?\s*:?-{2,}:?\s*(?:\|\s*:?-+:?\s*)*\|?\s*$/;
/** Settings at the top of a file between two lines of `---`; not prose. */
const FRONT_MATTER = /^---\n[\s\S]*?\n---(?:\n|$)/;

/** Adds the text of markdown to a builder. */
export function readMarkdown(source: string, builder: TextBuilder): void {
  const skipped = FRONT_MATTER.exec(source)?.[0].length ?? 0;
  const body = source.slice(skipped);
  const walk = (node: Nodes, inItem: boolean): void => {
    const start = skipped + (node.position?.start.offset ?? 0);
    const end = skipped + (node.position?.end.offset ?? 0);
    switch (node.type) {
      case 'heading':
        builder.begin('heading', node.depth);
        break;
      case 'paragraph':
        if (DELIMITER_ROW.test(source.slice(start, end).split('\n')[1] ?? '')) {
          addTable(source, start, end, builder);
          return;
        }
        builder.begin(inItem ? 'listItem' : 'paragraph');
        break;
      case 'code':
        builder.begin('code');
        addPart(source, node.value, start, end, builder, true);
        builder.end();
        return;
      case 'text':
      case 'inlineCode':
        addPart(source, node.value, start, end, builder);
        return;
      case 'image':
        addPart(source, node.alt ?? '', start, end, builder);
        return;
      case 'break':
        builder.space();
        return;
      case 'html':
        readHtml(node.value, builder, { offset: start });
        return;
    }
    if ('children' in node) for (const child of node.children) walk(child, inItem || node.type === 'listItem');
    if (node.type === 'heading' || node.type === 'paragraph') builder.end();
  };
  walk(fromMarkdown(body), false);
}

/** Tables are GitHub's addition to CommonMark: here they arrive as paragraphs. Each row becomes a block. */
function addTable(source: string, start: number, end: number, builder: TextBuilder): void {
  let at = start;
  for (const line of source.slice(start, end).split('\n')) {
    if (!DELIMITER_ROW.test(line)) {
      builder.begin('row');
      let cellAt = at;
      for (const cell of line.split('|')) {
        builder.add(cell, cellAt, cellAt + cell.length);
        builder.space();
        cellAt += cell.length + 1;
      }
      builder.end();
    }
    at += line.length + 1;
  }
}

/** A value stands in its source as it is, but for escapes and entities; then only the whole has a place. */
function addPart(
  source: string,
  value: string,
  start: number,
  end: number,
  builder: TextBuilder,
  verbatim = false,
): void {
  const at = source.slice(start, end).indexOf(value);
  if (at === -1) builder.add(value, start, end, verbatim);
  else builder.add(value, start + at, start + at + value.length, verbatim);
}
