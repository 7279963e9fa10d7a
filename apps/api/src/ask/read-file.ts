/** Reads a file as a document that the database can store. */
import { type RagDocument, readDocuments } from '@glassbox/core/rag';

const MAX_TEXT_LENGTH = 1_000_000;

/** Throws core's `DocumentError` or an `Error`, whose message is fit for whoever sent the file. */
export async function readFile(name: string, bytes: Uint8Array): Promise<RagDocument> {
  const { documents, errors } = await readDocuments([{ name, bytes }]);
  const [document] = documents;
  if (!document) throw errors[0] ?? new Error(`${name}: nothing was read.`);
  if (document.text.length > MAX_TEXT_LENGTH) {
    throw new Error(
      `${name}: ${document.text.length} characters of text were found; at most ${MAX_TEXT_LENGTH} are taken; split the file.`,
    );
  }
  return storable(document);
}

/** Postgres stores neither NUL (PDF and HTML may hold one) nor half a surrogate pair; a character for a character keeps every place. */
function storable(document: RagDocument): RagDocument {
  const clean = (text: string) => text.replaceAll('\0', ' ').toWellFormed();
  return { ...document, title: clean(document.title), text: clean(document.text) };
}
