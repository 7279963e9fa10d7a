/**
 * Keeps the engine's index like the course and the instructors' documents. Ids hold hashes of content, so what is
 * missing is added, what is no longer there removed, and the rest never touched. Every question first asks the database
 * whether a document changed, on this server or another.
 */
import type { RagDocument } from '@glassbox/core/rag';
import type { Locale } from '@glassbox/quiz';
import type { AskThread } from '../../ask/ask-thread.ts';
import { type CourseTexts, courseDocuments } from '../../ask/course-documents.ts';
import { courseDocumentsVersion, findRagDocument, listRagIds } from '../../db/course-documents.ts';
import type { Database } from '../../db/database.ts';

/** So many documents cross the threads at once. */
const BATCH = 8;
const ALL_KINDS = ['lesson', 'glossary', 'document'];

export interface IndexSync {
  /** Resolves when the index of a language is as the database and the course are now. */
  ensure(locale: Locale): Promise<void>;
}

export function indexSync(db: Database, engine: AskThread, course: CourseTexts): IndexSync {
  const lessons: Partial<Record<Locale, RagDocument[]>> = {};
  const syncedAs: Partial<Record<Locale, string>> = {};
  const running: Partial<Record<Locale, Promise<void>>> = {};

  async function ensure(locale: Locale): Promise<void> {
    const version = await courseDocumentsVersion(db, locale);
    // A thread that was started anew has an empty memory; before the first call none has started.
    if (syncedAs[locale] === `${engine.starts()} ${version}`) return;
    running[locale] ??= sync(locale, version).finally(() => {
      delete running[locale];
    });
    await running[locale];
  }

  async function sync(locale: Locale, version: string): Promise<void> {
    lessons[locale] ??= courseDocuments(course[locale]);
    const own = lessons[locale];
    const added = await listRagIds(db, locale);
    const ids = [...own.map(({ id }) => id), ...added.map(({ ragId }) => ragId)];
    const missing = new Set(await engine.missing(locale, ids));
    await addBatched(
      locale,
      own.filter(({ id }) => missing.has(id)),
    );
    for (const { id, ragId } of added) {
      const document = missing.has(ragId) ? await findRagDocument(db, id) : undefined;
      if (document) await engine.add(locale, [document]);
    }
    // Later only documents go: in a database that servers of two versions share, each would remove the other's lessons.
    await engine.keepOnly(locale, ids, syncedAs[locale] === undefined ? ALL_KINDS : ['document']);
    syncedAs[locale] = `${engine.starts()} ${version}`;
  }

  async function addBatched(locale: Locale, documents: readonly RagDocument[]): Promise<void> {
    for (let start = 0; start < documents.length; start += BATCH) {
      await engine.add(locale, documents.slice(start, start + BATCH));
    }
  }

  return { ensure };
}
