/**
 * A document is its text plus what the text was: blocks (headings, paragraphs, …) and where each piece stood in the
 * file. Every offset in this folder counts UTF-16 units of `text`, so `text.slice(start, end)` is always the quote.
 */
import { GlassboxError } from '@glassbox/kernels/errors';

/** A run of a text: text.slice(start, end). */
export interface Span {
  readonly start: number;
  /** Exclusive. */
  readonly end: number;
}

/** What a block was in its file. */
export type BlockKind = 'heading' | 'paragraph' | 'listItem' | 'row' | 'code';

/** A heading, paragraph, list item, table row or piece of code. */
export interface Block extends Span {
  readonly kind: BlockKind;
  /** 1–6, of headings only. */
  readonly level?: number;
}

/** A run of text and the run of the source it came from. Equal lengths mean character by character. */
export interface SourceRun extends Span {
  readonly sourceStart: number;
  readonly sourceEnd: number;
}

/** Which run of the text stood on which page. */
export interface PageSpan extends Span {
  /** Counted from 1. */
  readonly page: number;
}

/** The kinds of files that can be read. */
export type MediaType = 'text/plain' | 'text/markdown' | 'text/html' | 'application/pdf';

/** Plain data: may be sent between threads and stored as JSON. */
export interface RagDocument {
  /** Names the document in citations; unique in a knowledge base. */
  readonly id: string;
  readonly title: string;
  readonly mediaType: MediaType;
  readonly text: string;
  /** In reading order, without overlap. */
  readonly blocks: readonly Block[];
  /** Where text stood in the decoded file; markdown and HTML only. In plain text it is the same place. */
  readonly sourceRuns?: readonly SourceRun[];
  /** PDF only. */
  readonly pages?: readonly PageSpan[];
}

/** A file could not be read as a document. `file` names it; the others of the same call are not affected. */
export class DocumentError extends GlassboxError {
  readonly code = 'document';
  readonly file: string;
  constructor(message: string, file: string, options?: ErrorOptions) {
    super(message, options);
    this.file = file;
  }
}

/** Where a span of the text stood in its file: a span of the decoded source, or pages of a PDF. */
export interface SourcePlace {
  readonly source?: Span;
  readonly firstPage?: number;
  readonly lastPage?: number;
}

/**
 * Returns where `span` of a document's text stood in its file, as exactly as the format allows: to the character in
 * plain text and nearly always in markdown and HTML (an entity such as `&amp;` counts as a whole), to the page in PDF.
 */
export function locateInSource(document: RagDocument, { start, end }: Span): SourcePlace {
  if (document.pages) {
    const pages = document.pages.filter((page) => page.start < end && page.end > start).map(({ page }) => page);
    const [firstPage, lastPage] = [pages[0], pages.at(-1)];
    return firstPage === undefined || lastPage === undefined ? {} : { firstPage, lastPage };
  }
  if (!document.sourceRuns) return { source: { start, end } };
  const touched = document.sourceRuns.filter((run) => run.start < end && run.end > start);
  const [first, last] = [touched[0], touched.at(-1)];
  if (!first || !last) return {};
  const exact = (run: SourceRun) => run.end - run.start === run.sourceEnd - run.sourceStart;
  return {
    source: {
      start: exact(first) ? first.sourceStart + Math.max(0, start - first.start) : first.sourceStart,
      end: exact(last) ? last.sourceEnd - Math.max(0, last.end - end) : last.sourceEnd,
    },
  };
}
