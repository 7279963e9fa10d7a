/**
 * Where chunks live and are looked up. A knowledge base knows this interface only: in memory it is `memoryChunkStore`,
 * on a server it can be a database. What decides an answer (fusion, choice of sentences, confidence) stays outside, so
 * the same candidates give the same answer whatever the store.
 */
import type { Chunk } from './chunk.ts';
import type { RagDocument } from './document.ts';
import type { Scored } from './top-list.ts';

/** A chunk with what it is found by. */
export interface IndexedChunk {
  readonly chunk: Chunk;
  /** `termsOf` of context and text. */
  readonly terms: readonly string[];
  /** Absent where the knowledge base has no embedder. */
  readonly vector?: Float32Array;
}

/** What idf is computed from. */
export interface TermStatistics {
  /** Number of chunks in all. */
  readonly chunkCount: number;
  /** In how many chunks each term asked for stands, in order. */
  readonly frequencies: readonly number[];
}

/** What a knowledge base needs of a store; every call may be a round trip to a database. */
export interface ChunkStore {
  /** Stores a document with its chunks; as one change, a former version of the same id is replaced. */
  put(document: RagDocument, chunks: readonly IndexedChunk[]): Promise<void>;
  /** Removes a document with its chunks; resolves to whether it was there. */
  remove(documentId: string): Promise<boolean>;
  findDocument(documentId: string): Promise<RagDocument | undefined>;
  /** In the order they were added. */
  documentIds(): Promise<string[]>;
  chunkCount(): Promise<number>;
  /** Chunks by BM25 (k₁ 1.2, b 0.75, see bm25.ts), best first. */
  lexical(terms: readonly string[], limit: number): Promise<Scored[]>;
  /** Chunks by cosine, highest first. */
  nearest(vector: Float32Array, limit: number): Promise<Scored[]>;
  statistics(terms: readonly string[]): Promise<TermStatistics>;
  /** The chunks of some ids, in order; unknown ids are left out. */
  chunks(ids: readonly string[]): Promise<Chunk[]>;
  /** The stored vectors of some chunks, in order. */
  vectors(ids: readonly string[]): Promise<(Float32Array | undefined)[]>;
}
