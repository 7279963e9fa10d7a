/**
 * A chunk store in Postgres, for a knowledge base too large for memory: the same answers as `memoryChunkStore`, to the
 * last digit. SQL finds a few more candidates than were asked for, by BM25 over the postings and by exact inner product
 * over the vectors; they are then scored here with core's own arithmetic and cut.
 */
import { type ChunkStore, VectorIndex } from '@glassbox/core/rag';
import { sql } from 'drizzle-orm';
import type { Database } from './database.ts';
import { findLexical, findNearest, findStatistics, type VectorSearch } from './knowledge-search.ts';
import { putDocument, removeDocument } from './knowledge-write.ts';
import { parseReals, queryRows } from './raw-query.ts';
import { knowledgeCollection } from './tables.ts';

export interface KnowledgeStoreOptions {
  /** Keeps several knowledge bases apart. */
  collection: string;
  /** What `findVectorSearch` found. */
  vectorSearch: VectorSearch;
}

/** Returns a store over what the collection holds; it is made empty when new. The database stays the caller's. */
export async function postgresChunkStore(
  db: Database,
  { collection, vectorSearch }: KnowledgeStoreOptions,
): Promise<ChunkStore> {
  await db
    .insert(knowledgeCollection)
    .values({ name: collection, chunkCount: 0, totalLength: 0 })
    .onConflictDoNothing();
  return {
    async put(document, chunks) {
      // first what can fail, so that a wrong vector leaves the store as it was
      const dimensions = chunks.find(({ vector }) => vector !== undefined)?.vector?.length;
      const known = dimensions === undefined ? undefined : ((await findDimensions()) ?? dimensions);
      const index = known === undefined ? undefined : new VectorIndex(known);
      for (const { vector } of chunks) if (vector) index?.check(vector);
      await db.transaction((tx) => putDocument(tx, collection, document, chunks));
    },
    remove: (documentId) => db.transaction((tx) => removeDocument(tx, collection, documentId)),
    async findDocument(documentId) {
      const rows = await queryRows<{ document: string }>(
        db,
        sql`select document::text as document from knowledge_document where collection = ${collection} and id = ${documentId}`,
      );
      return rows[0] && JSON.parse(rows[0].document);
    },
    async documentIds() {
      const rows = await queryRows<{ id: string }>(
        db,
        sql`select id from knowledge_document where collection = ${collection} order by position`,
      );
      return rows.map(({ id }) => id);
    },
    chunkCount: async () => (await findStatistics(db, collection, [])).chunkCount,
    lexical: (terms, limit) => findLexical(db, collection, terms, limit),
    nearest: (vector, limit) => findNearest(db, collection, vector, { limit, vectorSearch }),
    statistics: (terms) => findStatistics(db, collection, terms),
    async chunks(ids) {
      const rows = await byIds<{ id: string; chunk: string }>(ids, sql`id, chunk::text as chunk`);
      const found = new Map(rows.map(({ id, chunk }) => [id, chunk]));
      return ids.flatMap((id) => {
        const chunk = found.get(id);
        return chunk === undefined ? [] : [JSON.parse(chunk)];
      });
    },
    async vectors(ids) {
      const rows = await byIds<{ id: string; vector: string | null }>(ids, sql`id, vector::text as vector`);
      const found = new Map(rows.map(({ id, vector }) => [id, vector]));
      return ids.map((id) => {
        const vector = found.get(id);
        return vector == null ? undefined : parseReals(vector);
      });
    },
  };

  async function findDimensions(): Promise<number | undefined> {
    const rows = await queryRows<{ dimensions: number | null }>(
      db,
      sql`select dimensions from knowledge_collection where name = ${collection} and chunk_count > 0`,
    );
    return rows[0]?.dimensions ?? undefined;
  }

  function byIds<Row>(ids: readonly string[], columns: ReturnType<typeof sql>): Promise<Row[]> {
    return queryRows<Row>(
      db,
      sql`select ${columns} from knowledge_chunk where collection = ${collection}
        and id in (select json_array_elements_text(${JSON.stringify(ids)}::json))`,
    );
  }
}

/**
 * Returns what compares vectors here. pgvector is made ready where it is installed and this user may; where not, plain
 * SQL does the same exact search, some ten times slower.
 */
export async function findVectorSearch(db: Database): Promise<VectorSearch> {
  try {
    await db.execute(sql`create extension if not exists vector`);
  } catch {
    // Not installed, or not allowed. Either way it is there or it isn't:
  }
  const rows = await queryRows(db, sql`select 1 from pg_extension where extname = 'vector'`);
  return rows.length > 0 ? 'pgvector' : 'sql';
}
