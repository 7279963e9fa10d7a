/** Markdown (CommonMark and tables): headings, paragraphs, items, code, rows; marks and link targets fall away. */
import markdownIt, { type Token } from 'markdown-it';
import type { BlockKind } from './document.ts';
import { readHtml } from './read-html.ts';
import type { TextBuilder } from './text-builder.ts';

/** Settings at the top of a file between two lines of `---`; not prose. */
const FRONT_MATTER = /^---\n[\s\S]*?\n---(?:\n|$)/;
/** Quotes and lists in each other, by the marks and spaces a line begins with; the parser's time grows with the square. */
const TOO_DEEP = /^(?:[ \t>]|[-*+][ \t]){200}/m;
const ENTITY = /^&#?[\da-zA-Z]+;/;
const LONGEST_ENTITY = 34;

/**
 * Adds the text of markdown to a builder.
 *
 * @throws RangeError if a line begins with 200 marks of quotes and lists
 */
export function readMarkdown(source: string, builder: TextBuilder): void {
  const skipped = FRONT_MATTER.exec(source)?.[0].length ?? 0;
  const body = source.slice(skipped);
  if (TOO_DEEP.test(body)) throw new RangeError('a line begins with 200 marks of quotes and lists');
  const lineStarts = startsOfLines(source, skipped);
  const placeOf = (lines: readonly [number, number]) => ({
    start: lineStarts[lines[0]] ?? source.length,
    end: lineStarts[lines[1]] ?? source.length,
  });
  let kind: BlockKind = 'paragraph';
  let itemDepth = 0;
  let place = { start: skipped, end: source.length };
  for (const token of markdownIt({ html: true }).parse(body, {})) {
    if (token.map) place = placeOf(token.map);
    switch (token.type) {
      case 'heading_open':
        builder.begin('heading', Number(token.tag.slice(1)));
        kind = 'heading';
        break;
      case 'paragraph_open':
        kind = itemDepth > 0 ? 'listItem' : 'paragraph';
        builder.begin(kind);
        break;
      case 'list_item_open':
        itemDepth++;
        break;
      case 'list_item_close':
        itemDepth--;
        break;
      case 'tr_open':
        builder.begin('row');
        break;
      case 'td_close':
      case 'th_close':
        builder.space();
        break;
      case 'heading_close':
      case 'paragraph_close':
      case 'tr_close':
        builder.end();
        break;
      case 'inline':
        place = { ...place, start: addInline(source, token.children ?? [], place.start, place.end, builder) };
        break;
      case 'fence':
      case 'code_block':
        builder.begin('code');
        addPart(source, token.content.replace(/\n$/, ''), place.start, place.end, builder, true);
        builder.end();
        break;
      case 'html_block':
        readHtml(token.content, builder, { offset: place.start });
        break;
    }
  }
}

/** Adds the words of one block, each searched for behind the one before it, and returns where the last one ends. */
function addInline(source: string, tokens: readonly Token[], start: number, end: number, builder: TextBuilder): number {
  let at = start;
  for (const { type, content } of tokens) {
    if (type === 'softbreak' || type === 'hardbreak') builder.space();
    else if (type === 'text' || type === 'text_special' || type === 'code_inline' || type === 'image') {
      at = addPart(source, content, at, end, builder);
    }
  }
  return at;
}

/**
 * Adds a value with the place of each character in source[start, end), and returns where it ends there. It stands there as a
 * whole, or in order but for entities, backslashes, and the marks at the beginning of the lines of quotes and lists.
 */
function addPart(
  source: string,
  value: string,
  start: number,
  end: number,
  builder: TextBuilder,
  verbatim = false,
): number {
  const whole = source.slice(start, end).indexOf(value);
  if (whole >= 0) {
    builder.add(value, start + whole, start + whole + value.length, verbatim);
    return start + whole + value.length;
  }
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
  return at;
}

function startsOfLines(source: string, from: number): number[] {
  const starts = [from];
  for (let at = source.indexOf('\n', from); at !== -1; at = source.indexOf('\n', at + 1)) starts.push(at + 1);
  return starts;
}
