/**
 * The text of a PDF. The format knows glyphs at places, no paragraphs: lines closer than usual are one paragraph, and
 * lines in larger letters are headings. The library (pdf.js, by unpdf) is loaded at the first PDF.
 */
import type { PageSpan } from './document.ts';
import type { TextBuilder } from './text-builder.ts';

interface Line {
  readonly text: string;
  /** Height of the base line above the page's bottom, in points. */
  readonly y: number;
  readonly size: number;
}

/** A gap this many times that of tight lines begins a paragraph. */
const PARAGRAPH_GAP = 1.3;
/** Letters this many times the usual size are a heading; of the second number, one of level 1. */
const HEADING_SIZE = 1.15;
const TITLE_SIZE = 1.6;
/** Lines of one paragraph are the tightest; on a page of short paragraphs they are few. */
const TIGHT_QUANTILE = 0.25;
/** Radicals that fonts share with characters, and which PDFs then give instead of them; NFKC knows only the others. */
const RADICALS = new Map(
  Array.from(
    '⺟母⺠民⻁虎⻄西⻅见⻆角⻉贝⻋车⻓长⻔门⻘青⻙韦⻚页⻛风⻜飞⻝食⻢马⻣骨⻤鬼⻥鱼⻦鸟⻨麦⻩黄⻬齐⻮齿⻰龙⻳龟'.matchAll(
      /(.)(.)/g,
    ),
    ([, radical = '', character = '']) => [radical, character],
  ),
);
const CJK_EDGE = /[\u3000-\u30ff\u3400-\u9fff\uff00-\uffef]/;
const SENTENCE_END = /[.!?。！？:：;；]["'”’）)]?$/;

/**
 * Adds the text of a PDF to a builder and returns where each page's text is. Without text (a scan) nothing is added.
 *
 * @throws whatever pdf.js throws on a broken or encrypted file
 */
export async function readPdf(bytes: Uint8Array, builder: TextBuilder, signal?: AbortSignal): Promise<PageSpan[]> {
  const { getDocumentProxy } = await loadPdfReader();
  // pdf.js takes the buffer over, so it gets a copy; what it prints about damaged parts helps nobody here.
  const pdf = await getDocumentProxy(new Uint8Array(bytes), { verbosity: 0 });
  try {
    const pages: Line[][] = [];
    for (let number = 1; number <= pdf.numPages; number++) {
      signal?.throwIfAborted();
      const page = await pdf.getPage(number);
      pages.push(linesOf((await page.getTextContent()).items as readonly TextItem[]));
      page.cleanup();
    }
    return addPages(pages, builder);
  } finally {
    await pdf.loadingTask.destroy();
  }
}

/**
 * Loads pdf.js. When it wakes up in a worker it takes itself for the worker of its own and answers that worker's
 * messages; it tells by the missing `window`, so for the moment of its loading there is one.
 */
async function loadPdfReader(): Promise<typeof import('unpdf')> {
  const scope = globalThis as { window?: unknown; WorkerGlobalScope?: unknown };
  const inWorker = scope.WorkerGlobalScope !== undefined && scope.window === undefined;
  if (inWorker) scope.window = globalThis;
  try {
    const reader = await import('unpdf');
    await reader.getResolvedPDFJS();
    return reader;
  } finally {
    if (inWorker) delete scope.window;
  }
}

/** What is used of pdf.js' TextItem; marked content has no `str`. */
interface TextItem {
  readonly str?: string;
  readonly hasEOL?: boolean;
  readonly height?: number;
  readonly transform?: readonly number[];
}

function linesOf(items: readonly TextItem[]): Line[] {
  const lines: Line[] = [];
  let text = '';
  let y = 0;
  let size = 0;
  const close = () => {
    if (text.trim() !== '') lines.push({ text: text.trim(), y, size });
    text = '';
    size = 0;
  };
  for (const { str = '', hasEOL = false, height = 0, transform = [] } of items) {
    if (str.trim() !== '') {
      y = transform[5] ?? 0;
      size = Math.max(size, height);
    }
    text += unifyRadicals(str);
    if (hasEOL) close();
  }
  close();
  return lines;
}

function addPages(pages: readonly (readonly Line[])[], builder: TextBuilder): PageSpan[] {
  const size = quantile(
    pages.flat().flatMap((line) => Array<number>(line.text.length).fill(line.size)),
    0.5,
  );
  return pages.map((lines, index) => {
    const start = builder.length;
    const gaps = lines.slice(1).map((line, i) => (lines[i]?.y ?? 0) - line.y);
    const gap = quantile(
      gaps.filter((between) => between > 0),
      TIGHT_QUANTILE,
    );
    let previous: Line | undefined;
    for (const line of lines) {
      const isHeading = line.size >= HEADING_SIZE * size;
      if (!previous || isHeading || beginsParagraph(previous, line, gap, size)) {
        if (isHeading) builder.begin('heading', line.size >= TITLE_SIZE * size ? 1 : 2);
        else builder.begin('paragraph');
      } else if (!(CJK_EDGE.test(previous.text.at(-1) ?? '') && CJK_EDGE.test(line.text.charAt(0)))) builder.space();
      builder.add(line.text, 0, line.text.length);
      previous = line;
    }
    builder.end();
    return { page: index + 1, start, end: builder.length };
  });
}

function beginsParagraph(previous: Line, line: Line, gap: number, size: number): boolean {
  const between = previous.y - line.y;
  if (previous.size >= HEADING_SIZE * size) return true;
  if (between <= 0) return SENTENCE_END.test(previous.text); // next column, or the same height
  return gap > 0 && between > PARAGRAPH_GAP * gap;
}

/** Replaces each Chinese radical by the character that looks like it, one for one. */
function unifyRadicals(text: string): string {
  return text.replace(/[\u2e80-\u2fdf]/g, (sign) => RADICALS.get(sign) ?? sign.normalize('NFKC'));
}

function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(share * sorted.length)] ?? 0;
}
