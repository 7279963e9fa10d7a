/** Documents that instructors add beside the lessons: read, stored, and searched from the next question on. */
import { randomUUID } from 'node:crypto';
import { locateInSource, type RagDocument } from '@glassbox/core/rag';
import { documentId } from '../../ask/course-documents.ts';
import { insertAudit } from '../../db/audit.ts';
import {
  type CourseDocumentLine,
  countCourseDocuments,
  deleteCourseDocument,
  findCourseDocument,
  listCourseDocuments,
  putCourseDocument,
} from '../../db/course-documents.ts';
import type { Database } from '../../db/database.ts';
import { ApiError } from '../../errors.ts';
import type { CourseDocument, CourseDocumentText, DocumentQuery } from '../../schemas/ask.ts';
import { documentAnchor } from './answer-view.ts';
import { orUnavailable } from './ask.ts';
import { limitUploads } from './ask-limits.ts';
import type { AskParts } from './ask-parts.ts';

export interface DocumentContext extends Pick<AskParts, 'engine' | 'maxDocuments'> {
  db: Database;
  now: () => Date;
}

export interface CourseDocumentService {
  list(): Promise<CourseDocument[]>;
  /** Reads and stores a file. Throws `ApiError` 409 when there are too many, 422 when it can't be read, 429, 503. */
  add(by: string, query: DocumentQuery, bytes: Uint8Array): Promise<CourseDocument>;
  /** Throws `ApiError` 404, 422, 429, 503. */
  replace(by: string, id: string, query: DocumentQuery, bytes: Uint8Array): Promise<CourseDocument>;
  /** Throws `ApiError` 404. */
  remove(by: string, id: string): Promise<void>;
  /** What a learner reads who follows a citation. Throws `ApiError` 404. */
  text(id: string): Promise<CourseDocumentText>;
}

export function documentService({ db, now, engine, maxDocuments }: DocumentContext): CourseDocumentService {
  return {
    list: async () => (await listCourseDocuments(db)).map(view),

    async add(by, query, bytes) {
      if ((await countCourseDocuments(db)) >= maxDocuments) {
        throw new ApiError(
          409,
          'documents-full',
          `There are ${maxDocuments} documents already. Remove one, or keep the index in the database (ASK_INDEX=database).`,
        );
      }
      return store(randomUUID(), now(), by, query, bytes);
    },

    async replace(by, id, query, bytes) {
      const former = await findCourseDocument(db, id);
      if (!former) throw unknown();
      return store(id, former.addedAt, by, query, bytes);
    },

    async remove(by, id) {
      await db.transaction(async (tx) => {
        if (!(await deleteCourseDocument(tx, id))) throw unknown();
        await insertAudit(tx, { at: now(), learnerId: by, action: 'document.removed', subject: id });
      });
    },

    async text(id) {
      const row = await findCourseDocument(db, id);
      if (!row) throw unknown();
      const { title, locale, document } = row;
      return { title, locale, blocks: document.blocks.map((block, index) => blockView(document, block, index)) };
    },
  };

  async function store(
    id: string,
    addedAt: Date,
    by: string,
    { locale, fileName, title }: DocumentQuery,
    bytes: Uint8Array,
  ): Promise<CourseDocument> {
    await limitUploads(db, by, now());
    const read = await readFile(fileName, bytes);
    const content = { ...read, title: title || read.title };
    const document: RagDocument = { ...content, id: documentId({ kind: 'document', name: id }, content) };
    const changedAt = now();
    const row = {
      id,
      locale,
      title: document.title,
      fileName,
      sizeBytes: bytes.length,
      ragId: document.id,
      document,
      addedAt,
      changedAt,
    };
    await db.transaction(async (tx) => {
      await putCourseDocument(tx, { ...row, addedBy: by });
      await insertAudit(tx, {
        at: changedAt,
        learnerId: by,
        action: 'document.stored',
        subject: id,
        detail: { locale, title: document.title, fileName, sizeBytes: bytes.length },
      });
    });
    return view({ ...row, characters: document.text.length });
  }

  async function readFile(fileName: string, bytes: Uint8Array): Promise<RagDocument> {
    try {
      return await orUnavailable(() => engine.read(fileName, bytes));
    } catch (cause) {
      if (cause instanceof ApiError || !(cause instanceof Error)) throw cause;
      throw new ApiError(422, 'document-unreadable', cause.message, { cause, field: 'fileName' });
    }
  }
}

function blockView(document: RagDocument, block: RagDocument['blocks'][number], index: number) {
  const { kind, level, start, end } = block;
  const page = document.pages ? locateInSource(document, block).firstPage : undefined;
  return {
    anchor: documentAnchor(index),
    kind,
    ...(level !== undefined && { level }),
    ...(page !== undefined && { page }),
    text: document.text.slice(start, end),
  };
}

function view(line: CourseDocumentLine): CourseDocument {
  const { id, locale, title, fileName, sizeBytes, characters, changedAt } = line;
  return { id, locale, title, fileName, sizeBytes, characters, changedAt: changedAt.toISOString() };
}

function unknown(): ApiError {
  return new ApiError(404, 'document-unknown', 'There is no such document any more.', { field: 'id' });
}
