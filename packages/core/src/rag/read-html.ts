/** The visible text of HTML, from the parser's events: no tree is built and no call is nested. */
import { Parser } from 'htmlparser2';
import type { BlockKind } from './document.ts';
import type { TextBuilder } from './text-builder.ts';

/** Their content is not shown as text. `nav` and the like stay: what they hold may be asked for. */
const HIDDEN = new Set([
  'script',
  'style',
  'noscript',
  'template',
  'svg',
  'math',
  'iframe',
  'object',
  'head',
  'select',
]);
const BLOCKS: Readonly<Record<string, BlockKind>> = {
  h1: 'heading', h2: 'heading', h3: 'heading', h4: 'heading', h5: 'heading', h6: 'heading',
  li: 'listItem', dt: 'listItem', dd: 'listItem', tr: 'row', pre: 'code',
  p: 'paragraph', div: 'paragraph', section: 'paragraph', article: 'paragraph', blockquote: 'paragraph', main: 'paragraph',
  header: 'paragraph', footer: 'paragraph', aside: 'paragraph', nav: 'paragraph', figure: 'paragraph', figcaption: 'paragraph',
  address: 'paragraph', ul: 'paragraph', ol: 'paragraph', dl: 'paragraph', table: 'paragraph', caption: 'paragraph', form: 'paragraph',
  body: 'paragraph', html: 'paragraph', hr: 'paragraph', details: 'paragraph', summary: 'paragraph',
}; // biome-ignore format: a table
const SPACES = new Set(['br', 'td', 'th', 'option']);

/** No page is nested so deeply; the parser's time grows with the square of the depth. */
const MAX_DEPTH = 5000;

/** Where the HTML stands. */
export interface HtmlOptions {
  /** Added to every place in the source, for HTML inside markdown. */
  readonly offset?: number;
}

/**
 * Adds the visible text of HTML to a builder and returns the page's `<title>`, if it has one.
 *
 * @throws RangeError if elements are nested more than 5,000 deep
 */
export function readHtml(source: string, builder: TextBuilder, { offset = 0 }: HtmlOptions = {}): string | undefined {
  let depth = 0;
  let hidden = 0;
  let verbatim = 0;
  let inTitle = false;
  let title = '';
  const parser = new Parser(
    {
      onopentagname(name) {
        if (++depth > MAX_DEPTH) throw new RangeError(`more than ${MAX_DEPTH} elements deep`);
        if (name === 'title') inTitle = true;
        if (HIDDEN.has(name)) hidden++;
        if (name === 'pre') verbatim++;
        const kind = BLOCKS[name];
        if (kind) builder.begin(kind, kind === 'heading' ? Number(name.slice(1)) : undefined);
        else if (SPACES.has(name)) builder.space();
      },
      ontext(text) {
        if (inTitle) title += text;
        else if (hidden === 0)
          builder.add(text, offset + parser.startIndex, offset + parser.endIndex + 1, verbatim > 0);
      },
      onclosetag(name) {
        depth--;
        if (name === 'title') inTitle = false;
        if (HIDDEN.has(name)) hidden = Math.max(0, hidden - 1);
        if (name === 'pre') verbatim = Math.max(0, verbatim - 1);
        if (BLOCKS[name]) builder.end();
        else if (SPACES.has(name)) builder.space();
      },
    },
    { decodeEntities: true },
  );
  parser.end(source);
  return title.trim() || undefined;
}
