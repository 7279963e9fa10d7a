/**
 * The course as documents of a knowledge base, one per lesson and one for the glossary. A document's id holds a hash of
 * its content, so "is it indexed as it is now?" is a comparison of ids, whatever the store.
 */
import { createHash } from 'node:crypto';
import type { RagDocument } from '@glassbox/core/rag';
import type { PassageBlock, PassageText } from '@glassbox/curriculum/passages';
import type { Locale } from '@glassbox/quiz';

/** What of the course can be asked, in one language. */
export interface CourseText {
  /** In course order. */
  lessons: readonly { slug: string; title: string; passages: PassageText }[];
  glossary: { title: string; passages: PassageText };
}

export type CourseTexts = Readonly<Record<Locale, CourseText>>;

/** Where a citation leads: `lesson/next-token`, `glossary/glossary` or `document/UUID`. */
export interface DocumentName {
  kind: 'lesson' | 'glossary' | 'document';
  name: string;
}

const HASH_LENGTH = 16;
/** Changes when documents have to be indexed anew although they are the same. */
const FORMAT = 1;

/** Returns the documents of a course, in order. */
export function courseDocuments({ lessons, glossary }: CourseText): RagDocument[] {
  const documents = lessons.map(({ slug, title, passages }) => toDocument('lesson', slug, title, passages));
  return [...documents, toDocument('glossary', 'glossary', glossary.title, glossary.passages)];
}

/** Returns `kind/name@hash`, unique for this content and for how this process cuts words. */
export function documentId(
  { kind, name }: DocumentName,
  content: Pick<RagDocument, 'title' | 'text' | 'blocks'>,
): string {
  const { title, text, blocks } = content;
  // Words are cut by ICU: an index made by another version could miss what a question asks for.
  const whole = JSON.stringify([FORMAT, process.versions.icu, title, text, blocks]);
  return `${kind}/${name}@${createHash('sha256').update(whole).digest('hex').slice(0, HASH_LENGTH)}`;
}

/** The inverse of `documentId`, without the hash. */
export function parseDocumentId(id: string): DocumentName {
  const [, kind, name] = /^(lesson|glossary|document)\/(.+)@[0-9a-f]+$/.exec(id) ?? [];
  if (name === undefined || (kind !== 'lesson' && kind !== 'glossary' && kind !== 'document')) {
    throw new TypeError(`document id: ${id} was found; kind/name@hash was needed.`);
  }
  return { kind, name };
}

function toDocument(kind: DocumentName['kind'], name: string, title: string, passages: PassageText): RagDocument {
  const content = { title, text: passages.text, blocks: passages.blocks.map(withoutAddress) };
  return { id: documentId({ kind, name }, content), mediaType: 'text/markdown', ...content };
}

function withoutAddress({ kind, start, end, level }: PassageBlock) {
  return { kind, start, end, ...(level !== undefined && { level }) };
}
