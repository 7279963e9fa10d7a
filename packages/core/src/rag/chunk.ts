/**
 * Cuts a document into chunks that are found and quoted as one. A chunk never crosses a heading, holds whole sentences
 * where it can, and repeats the end of the one before it, so that a sentence is found together with what it refers to.
 */
import { ConfigError } from '../foundations/errors.ts';
import type { Block, RagDocument, Span } from './document.ts';
import { splitSentences } from './sentences.ts';

/** A piece of a document that is found and shown as one. */
export interface Chunk extends Span {
  /** `document#n`, n counted from 0. */
  readonly id: string;
  /** Id of the document; start and end are places in its text. */
  readonly document: string;
  /** document.text.slice(start, end). */
  readonly text: string;
  /** The document's title and the headings above, outermost first: searched with the text, never quoted. */
  readonly context: string;
  /** Places in the document's text. */
  readonly sentences: readonly Span[];
}

/** How wide chunks are and how much neighbours share. */
export interface ChunkOptions {
  /** Width of a chunk in columns: a Chinese character counts 2, others 1. Default 480. */
  readonly maxColumns?: number;
  /** At most so many columns of whole sentences are repeated in the next chunk. Default 120. */
  readonly overlapColumns?: number;
}

/** About 240 Chinese characters or 80 English words, of which up to a quarter is repeated. */
export const DEFAULT_CHUNKING = { maxColumns: 480, overlapColumns: 120 } as const;

/**
 * Returns the chunks of a document, in reading order.
 *
 * @throws ConfigError if maxColumns is no whole number of at least 20, or overlapColumns is not below half of it
 */
export function chunkDocument(document: RagDocument, options: ChunkOptions = {}): Chunk[] {
  const { maxColumns, overlapColumns } = { ...DEFAULT_CHUNKING, ...options };
  checkOptions(maxColumns, overlapColumns);
  const chunks: Chunk[] = [];
  for (const { context, sentences } of sections(document, maxColumns)) {
    for (const group of groupSentences(document.text, sentences, maxColumns, overlapColumns)) {
      const [first, last] = [group[0], group.at(-1)];
      if (!first || !last) continue;
      const { start, end } = { start: first.start, end: last.end };
      const id = `${document.id}#${chunks.length}`;
      chunks.push({
        id,
        document: document.id,
        start,
        end,
        text: document.text.slice(start, end),
        context,
        sentences: group,
      });
    }
  }
  return chunks;
}

/** How wide a text is: 2 per Chinese, Japanese or Korean character or full-width sign, 1 per other UTF-16 unit. */
export function columns(text: string): number {
  let width = text.length;
  for (let i = 0; i < text.length; i++) if (text.charCodeAt(i) >= 0x2e80) width++;
  return width;
}

interface Section {
  readonly context: string;
  readonly sentences: readonly Span[];
}

function* sections(document: RagDocument, maxColumns: number): Generator<Section> {
  const path: string[] = [];
  let sentences: Span[] = [];
  for (const block of document.blocks) {
    if (block.kind === 'heading') {
      if (sentences.length > 0) yield { context: contextOf(document, path), sentences };
      sentences = [];
      const level = block.level ?? 1;
      path.length = Math.min(path.length, level - 1);
      path[level - 1] = document.text.slice(block.start, block.end);
    } else sentences.push(...blockSentences(document.text, block, maxColumns));
  }
  if (sentences.length > 0) yield { context: contextOf(document, path), sentences };
}

function contextOf(document: RagDocument, path: readonly string[]): string {
  const parts = [document.title, ...path].filter((part): part is string => part !== undefined && part !== '');
  return [...new Set(parts)].join(' › ');
}

/** Rows and code keep their lines; a sentence too wide for a chunk is cut between characters. */
function blockSentences(text: string, block: Block, maxColumns: number): Span[] {
  return splitSentences(text, block).flatMap((sentence) => cutWide(text, sentence, maxColumns));
}

function cutWide(text: string, { start, end }: Span, maxColumns: number): Span[] {
  const pieces: Span[] = [];
  let from = start;
  let width = 0;
  for (let at = start; at < end; ) {
    const step = (text.codePointAt(at) ?? 0) > 0xffff ? 2 : 1;
    const columnsOfNext = columns(text.slice(at, at + step));
    if (width + columnsOfNext > maxColumns && at > from) {
      pieces.push({ start: from, end: at });
      from = at;
      width = 0;
    }
    width += columnsOfNext;
    at += step;
  }
  pieces.push({ start: from, end });
  return pieces;
}

function* groupSentences(
  text: string,
  sentences: readonly Span[],
  maxColumns: number,
  overlapColumns: number,
): Generator<Span[]> {
  const widths = sentences.map(({ start, end }) => columns(text.slice(start, end)));
  const width = (index: number) => widths[index] ?? 0;
  let from = 0;
  while (from < sentences.length) {
    let to = from + 1;
    let total = width(from);
    while (to < sentences.length && total + width(to) <= maxColumns) total += width(to++);
    yield sentences.slice(from, to);
    if (to >= sentences.length) return;
    let next = to;
    let repeated = 0;
    // never so far back that the next chunk could not take the sentence that did not fit
    while (next - 1 > from && repeated + width(next - 1) <= overlapColumns) {
      if (repeated + width(next - 1) + width(to) > maxColumns) break;
      repeated += width(--next);
    }
    from = next;
  }
}

function checkOptions(maxColumns: number, overlapColumns: number): void {
  if (!Number.isInteger(maxColumns) || maxColumns < 20) {
    throw new ConfigError(
      `chunkDocument: maxColumns is ${maxColumns}; a whole number from 20 was needed.`,
      'maxColumns',
    );
  }
  if (!Number.isInteger(overlapColumns) || overlapColumns < 0 || overlapColumns >= maxColumns / 2) {
    throw new ConfigError(
      `chunkDocument: overlapColumns is ${overlapColumns}; a whole number from 0 to below half of maxColumns (${maxColumns}) was needed.`,
      'overlapColumns',
    );
  }
}
