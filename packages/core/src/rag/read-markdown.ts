/** Markdown (CommonMark): headings, paragraphs, list items, code; inline marks and link targets fall away. */
import { fromMarkdown } from 'mdast-util-from-markdown';
import { readHtml } from './read-html.ts';
import type { TextBuilder } from './text-builder.ts';

type Nodes = ReturnType<typeof fromMarkdown> | ReturnType<typeof fromMarkdown>['children'][number];

const DELIMITER_ROW = /^\s*\|?\s*:?-{2,}:?\s*(?:\|\s*:?-+:?\s*)*\|?\s*$/;
const ENTITY = /^&#?[\da-zA-Z]+;/;
const LONGEST_ENTITY = 34;
/** Settings at the top of a file between two lines of `---`; not prose. */
const FRONT_MATTER = /^---\n[\s\S]*?\n---(?:\n|$)/;

/** Quotes and lists in each other, by the marks and spaces a line begins with; the parser's time grows with the square. */
const TOO_DEEP = /^(?:[ \t>]|[-*+][ \t]){200}/m;

/**
 * Adds the text of markdown to a builder.
 *
 * @throws RangeError if a line begins with 200 marks of quotes and lists
 */
export function readMarkdown(source: string, builder: TextBuilder): void {
  const skipped = FRONT_MATTER.exec(source)?.[0].length ?? 0;
  const body = source.slice(skipped);
  if (TOO_DEEP.test(body)) throw new RangeError('a line begins with 200 marks of quotes and lists');
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

/**
 * Adds a value with the place of each character in source[start, end): it stands there in order, but for entities,
 * backslashes, and the marks at the beginning of the lines of quotes and lists.
 */
function addPart(
  source: string,
  value: string,
  start: number,
  end: number,
  builder: TextBuilder,
  verbatim = false,
): void {
  let [at, from, done] = [start, start, 0]; // value[done, done + at − from) stands at source[from, at)
  const flush = () => {
    builder.add(value.slice(done, done + at - from), from, at, verbatim);
    done += at - from;
  };
  while (at < end && done + at - from < value.length) {
    const here = done + at - from;
    const entity = source.charAt(at) === '&' ? ENTITY.exec(source.slice(at, at + LONGEST_ENTITY))?.[0] : undefined;
    const isEntity = entity !== undefined && !value.startsWith(entity, here);
    if (!isEntity && source.charAt(at) === value.charAt(here)) {
      at++;
      continue;
    }
    flush();
    if (isEntity) {
      const length = (value.codePointAt(done) ?? 0) > 0xffff ? 2 : 1;
      builder.add(value.slice(done, done + length), at, at + entity.length, verbatim);
      done += length;
    }
    at += isEntity ? entity.length : 1;
    from = at;
  }
  flush();
  if (done < value.length) builder.add(value.slice(done), start, end, verbatim);
}
