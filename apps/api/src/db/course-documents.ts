/** Table `course_document`: what instructors added to what can be asked. */
import type { RagDocument } from '@glassbox/core/rag';
import type { Locale } from '@glassbox/quiz';
import { desc, eq, sql } from 'drizzle-orm';
import type { Database } from './database.ts';
import { type JsonValue, toJson } from './json-value.ts';
import { courseDocument } from './tables.ts';

export type CourseDocumentRow = typeof courseDocument.$inferSelect;

/** Without the text. */
export type CourseDocumentLine = Omit<CourseDocumentRow, 'document' | 'ragId' | 'addedBy'> & { characters: number };

const line = {
  id: courseDocument.id,
  locale: courseDocument.locale,
  title: courseDocument.title,
  fileName: courseDocument.fileName,
  sizeBytes: courseDocument.sizeBytes,
  addedAt: courseDocument.addedAt,
  changedAt: courseDocument.changedAt,
  characters: sql<number>`char_length(${courseDocument.document}->>'text')`.mapWith(Number),
};

export function listCourseDocuments(db: Database): Promise<CourseDocumentLine[]> {
  return db.select(line).from(courseDocument).orderBy(desc(courseDocument.changedAt), courseDocument.id);
}

export async function countCourseDocuments(db: Database): Promise<number> {
  return db.$count(courseDocument);
}

export async function findCourseDocument(db: Database, id: string): Promise<CourseDocumentRow | undefined> {
  const rows = await db.select().from(courseDocument).where(eq(courseDocument.id, id));
  return rows[0];
}

/** Changes whenever a document of the language is added, replaced or removed. */
export async function courseDocumentsVersion(db: Database, locale: Locale): Promise<string> {
  const rows = await db
    .select({
      version: sql<string | null>`md5(string_agg(${courseDocument.ragId}, ',' order by ${courseDocument.ragId}))`,
    })
    .from(courseDocument)
    .where(eq(courseDocument.locale, locale));
  return rows[0]?.version ?? '';
}

/** The ids under which the documents of a language are indexed, by row. */
export async function listRagIds(db: Database, locale: Locale): Promise<{ id: string; ragId: string }[]> {
  return db
    .select({ id: courseDocument.id, ragId: courseDocument.ragId })
    .from(courseDocument)
    .where(eq(courseDocument.locale, locale))
    .orderBy(courseDocument.addedAt, courseDocument.id);
}

export async function findRagDocument(db: Database, id: string): Promise<RagDocument | undefined> {
  return (await findCourseDocument(db, id))?.document;
}

/** Stores a document in place of a former one of the same id. */
export async function putCourseDocument(tx: Database, row: CourseDocumentRow): Promise<void> {
  const { id, addedBy, addedAt, ...changed } = row;
  await tx.insert(courseDocument).values(row).onConflictDoUpdate({ target: courseDocument.id, set: changed });
}

/** Resolves to whether it was there. */
export async function deleteCourseDocument(tx: Database, id: string): Promise<boolean> {
  const rows = await tx.delete(courseDocument).where(eq(courseDocument.id, id)).returning({ id: courseDocument.id });
  return rows.length > 0;
}

/** Two people who are one: what either added, both did. */
export async function moveCourseDocuments(tx: Database, from: string, to: string): Promise<void> {
  await tx.update(courseDocument).set({ addedBy: to }).where(eq(courseDocument.addedBy, from));
}

/** What an instructor added, without the texts: those are the course's. */
export async function exportCourseDocuments(db: Database, learnerId: string): Promise<JsonValue> {
  return toJson(await db.select(line).from(courseDocument).where(eq(courseDocument.addedBy, learnerId)));
}
