/** Files to documents: the right reader for each, and one clear error for each file that can't be read. */
import { decodeText } from './decode-text.ts';
import { DocumentError, type MediaType, type RagDocument } from './document.ts';
import { readHtml } from './read-html.ts';
import { readMarkdown } from './read-markdown.ts';
import { readPdf } from './read-pdf.ts';
import { readPlain } from './read-plain.ts';
import { TextBuilder } from './text-builder.ts';

/** A browser's `File` fits as it is; in Node `{ name, bytes: await readFile(path) }`. */
export type SourceFile =
  | { readonly name: string; readonly bytes: Uint8Array }
  | { readonly name: string; arrayBuffer(): Promise<ArrayBuffer> };

/** What became of some files. */
export interface ReadResult {
  readonly documents: readonly RagDocument[];
  /** One per file that could not be read. */
  readonly errors: readonly DocumentError[];
}

/** Bounds of reading. */
export interface ReadOptions {
  readonly signal?: AbortSignal;
  /** Larger files are refused. Default 20 MB. */
  readonly maxBytes?: number;
}

const DEFAULT_MAX_BYTES = 20_000_000;
const MEDIA_TYPES: Readonly<Record<string, MediaType>> = {
  txt: 'text/plain',
  text: 'text/plain',
  md: 'text/markdown',
  markdown: 'text/markdown',
  html: 'text/html',
  htm: 'text/html',
  pdf: 'application/pdf',
};

/**
 * Returns the documents of some files, in order, and an error for each that could not be read; one bad file never
 * stops the others. The kind is told by the name's ending (txt, md, html, pdf), and a PDF also by its first bytes.
 *
 * @throws only the signal's reason, when aborted
 * @example const { documents, errors } = await readDocuments([{ name: 'faq.md', bytes }]);
 */
export async function readDocuments(files: Iterable<SourceFile>, options: ReadOptions = {}): Promise<ReadResult> {
  const documents: RagDocument[] = [];
  const errors: DocumentError[] = [];
  for (const file of files) {
    options.signal?.throwIfAborted();
    try {
      documents.push(await readDocument(file, options));
    } catch (error) {
      options.signal?.throwIfAborted();
      errors.push(asDocumentError(error, file.name));
    }
  }
  return { documents, errors };
}

async function readDocument(
  file: SourceFile,
  { signal, maxBytes = DEFAULT_MAX_BYTES }: ReadOptions,
): Promise<RagDocument> {
  const bytes = 'arrayBuffer' in file ? new Uint8Array(await file.arrayBuffer()) : file.bytes;
  const { name } = file;
  if (bytes.length > maxBytes) {
    throw new DocumentError(
      `${name}: ${bytes.length} bytes were found; at most ${maxBytes} are read; split the file or raise maxBytes.`,
      name,
    );
  }
  const mediaType = mediaTypeOf(name, bytes);
  const document =
    mediaType === 'application/pdf' ? await fromPdf(name, bytes, signal) : fromText(name, bytes, mediaType);
  if (document.blocks.length === 0) {
    const reason = mediaType === 'application/pdf' ? ' (a scan has only pictures; run OCR first)' : '';
    throw new DocumentError(`${name}: no text was found${reason}; a file with text was needed.`, name);
  }
  return document;
}

async function fromPdf(name: string, bytes: Uint8Array, signal?: AbortSignal): Promise<RagDocument> {
  const builder = new TextBuilder();
  const pages = await readPdf(bytes, builder, signal);
  const { text, blocks } = builder.build();
  return { id: name, title: titleOf(name, { text, blocks }), mediaType: 'application/pdf', text, blocks, pages };
}

/**
 * Returns the document of a text that is at hand.
 *
 * @param mediaType default plain text
 * @throws DocumentError if it holds no text
 */
export function documentFromText(name: string, text: string, mediaType: MediaType = 'text/plain'): RagDocument {
  const bytes = new TextEncoder().encode(text);
  return fromText(name, bytes, mediaType);
}

function fromText(name: string, bytes: Uint8Array, mediaType: MediaType): RagDocument {
  const source = decodeText(bytes, name);
  if (mediaType === 'text/plain') {
    const { text, blocks } = readPlain(source);
    return { id: name, title: titleOf(name, { text, blocks }), mediaType, text, blocks };
  }
  const builder = new TextBuilder();
  const pageTitle = mediaType === 'text/html' ? readHtml(source, builder) : readMarkdown(source, builder);
  const built = builder.build();
  return { id: name, title: pageTitle ?? titleOf(name, built), mediaType, ...built };
}

/** The first heading, else the file's name without its ending. */
function titleOf(name: string, { text, blocks }: Pick<RagDocument, 'text' | 'blocks'>): string {
  const heading = blocks.find(({ kind }) => kind === 'heading');
  return heading ? text.slice(heading.start, heading.end) : name.replace(/\.[^.]+$/, '');
}

function mediaTypeOf(name: string, bytes: Uint8Array): MediaType {
  if (String.fromCharCode(...bytes.subarray(0, 5)) === '%PDF-') return 'application/pdf';
  const ending = /\.([^.]+)$/.exec(name)?.[1]?.toLowerCase() ?? '';
  const mediaType = MEDIA_TYPES[ending];
  if (mediaType) return mediaType;
  throw new DocumentError(
    `${name}: the ending ${JSON.stringify(ending)} was found; one of ${Object.keys(MEDIA_TYPES).join(', ')} was needed; convert the file.`,
    name,
  );
}

function asDocumentError(error: unknown, file: string): DocumentError {
  if (error instanceof DocumentError) return error;
  const found =
    error instanceof RangeError ? 'it is nested too deeply' : error instanceof Error ? error.message : error;
  return new DocumentError(
    `${file}: it could not be read (${found}); an intact file was needed; open and save it again.`,
    file,
    { cause: error },
  );
}
