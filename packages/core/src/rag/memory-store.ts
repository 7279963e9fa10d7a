/** The default chunk store: everything in memory, plain typed arrays, nothing to install or dispose. */
import { Bm25Index } from './bm25.ts';
import type { Chunk } from './chunk.ts';
import type { ChunkStore } from './chunk-store.ts';
import type { RagDocument } from './document.ts';
import { VectorIndex } from './vector-index.ts';

/** Returns an empty store. 10,000 chunks of a few sentences take about 100 MB, most of it postings. */
export function memoryChunkStore(): ChunkStore {
  const documents = new Map<string, { document: RagDocument; chunkIds: readonly string[] }>();
  const chunksById = new Map<string, Chunk>();
  const lexical = new Bm25Index();
  let vectors: VectorIndex | undefined;

  const remove = (documentId: string): boolean => {
    const stored = documents.get(documentId);
    for (const id of stored?.chunkIds ?? []) {
      chunksById.delete(id);
      lexical.remove(id);
      vectors?.remove(id);
    }
    return documents.delete(documentId);
  };

  return {
    async put(document, chunks) {
      // first what can fail, so that a wrong vector leaves the store as it was
      const first = chunks.find(({ vector }) => vector !== undefined)?.vector;
      const index = vectors ?? (first && new VectorIndex(first.length));
      for (const { vector } of chunks) if (vector) index?.check(vector);
      remove(document.id);
      vectors = index;
      for (const { chunk, terms, vector } of chunks) {
        chunksById.set(chunk.id, chunk);
        lexical.add(chunk.id, terms);
        if (vector) index?.add(chunk.id, vector);
      }
      documents.set(document.id, { document, chunkIds: chunks.map(({ chunk }) => chunk.id) });
    },
    remove: async (documentId) => remove(documentId),
    findDocument: async (documentId) => documents.get(documentId)?.document,
    documentIds: async () => [...documents.keys()],
    chunkCount: async () => chunksById.size,
    lexical: async (terms, limit) => lexical.search(terms, limit),
    nearest: async (vector, limit) => vectors?.search(vector, limit) ?? [],
    statistics: async (terms) => ({
      chunkCount: chunksById.size,
      frequencies: terms.map((term) => lexical.frequency(term)),
    }),
    chunks: async (ids) => ids.map((id) => chunksById.get(id)).filter((chunk) => chunk !== undefined),
    vectors: async (ids) => ids.map((id) => vectors?.find(id)),
  };
}
