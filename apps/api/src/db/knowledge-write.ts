/** Changes of a knowledge base in Postgres; each leaves the collection's sums right, one change at a time. */
import { type IndexedChunk, normalised, type RagDocument } from '@glassbox/core/rag';
import { sql } from 'drizzle-orm';
import type { Database } from './database.ts';
import { queryRows, writeReals } from './raw-query.ts';

/** So many chunks go into one statement. */
const BATCH = 200;

/** Stores a document with its chunks in place of a former version of the same id. */
export async function putDocument(
  tx: Database,
  collection: string,
  document: RagDocument,
  chunks: readonly IndexedChunk[],
): Promise<void> {
  await removeDocument(tx, collection, document.id);
  await tx.execute(sql`insert into knowledge_document (collection, id, document)
    values (${collection}, ${document.id}, ${JSON.stringify(document)}::jsonb)`);
  for (let start = 0; start < chunks.length; start += BATCH) {
    await insertChunks(tx, collection, chunks.slice(start, start + BATCH));
  }
  const dimensions = chunks.find(({ vector }) => vector !== undefined)?.vector?.length ?? null;
  const length = chunks.reduce((total, { terms }) => total + terms.length, 0);
  await addToSums(tx, collection, { count: chunks.length, length, dimensions });
}

/** Removes a document; resolves to whether it was there. */
export async function removeDocument(tx: Database, collection: string, documentId: string): Promise<boolean> {
  await tx.execute(sql`select 1 from knowledge_collection where name = ${collection} for update`);
  const sums = await queryRows<{ count: number; length: number }>(
    tx,
    sql`select count(*)::int as count, coalesce(sum(length), 0)::float8 as length from knowledge_chunk
      where collection = ${collection} and document_id = ${documentId}`,
  );
  const removed = await queryRows(
    tx,
    sql`delete from knowledge_document where collection = ${collection} and id = ${documentId} returning 1`,
  );
  if (removed.length === 0) return false;
  const { count = 0, length = 0 } = sums[0] ?? {};
  await addToSums(tx, collection, { count: -count, length: -length, dimensions: null });
  return true;
}

async function insertChunks(tx: Database, collection: string, chunks: readonly IndexedChunk[]): Promise<void> {
  const rows = chunks.map(({ chunk, terms, vector }) => ({
    id: chunk.id,
    document_id: chunk.document,
    chunk,
    length: terms.length,
    vector: vector ? writeReals(normalised(vector)) : null,
  }));
  const inserted = await queryRows<{ id: string; key: string }>(
    tx,
    sql`insert into knowledge_chunk (collection, id, document_id, chunk, length, vector)
      select ${collection}, id, document_id, chunk, length, vector::real[]
      from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
        as given (id text, document_id text, chunk jsonb, length int, vector text)
      returning id, key::text as key`,
  );
  const keyOf = new Map(inserted.map(({ id, key }) => [id, key]));
  const postings = chunks.flatMap(({ chunk, terms }) => {
    const counts = new Map<string, number>();
    for (const term of terms) counts.set(term, (counts.get(term) ?? 0) + 1);
    return Array.from(counts, ([term, count]) => ({ term, count, chunk_key: keyOf.get(chunk.id) }));
  });
  await tx.execute(sql`insert into knowledge_posting (collection, term, chunk_key, count)
    select ${collection}, term, chunk_key, count
    from jsonb_to_recordset(${JSON.stringify(postings)}::jsonb) as given (term text, chunk_key bigint, count int)`);
}

async function addToSums(
  tx: Database,
  collection: string,
  { count, length, dimensions }: { count: number; length: number; dimensions: number | null },
): Promise<void> {
  await tx.execute(sql`update knowledge_collection set
    chunk_count = chunk_count + ${count}::int,
    total_length = total_length + ${length}::bigint,
    dimensions = coalesce(${dimensions}::int, dimensions)
    where name = ${collection}`);
}
