/** Opens a saved knowledge base without embedding anything again. */
import type { Directory } from '../foundations/directory.ts';
import { chunkDocument } from './chunk.ts';
import { createKnowledgeBase, type KnowledgeBase, type KnowledgeBaseOptions } from './knowledge-base.ts';
import { memoryChunkStore } from './memory-store.ts';
import { readIndex } from './save-index.ts';
import { termsOf } from './terms.ts';

/** Fallback, calibration and chunking are the saved ones unless others are given; chunking can't change. */
export type LoadKnowledgeBaseOptions = Partial<Omit<KnowledgeBaseOptions, 'store' | 'chunking'>>;

/**
 * Returns the knowledge base that `save` wrote; it answers as the saved one did.
 *
 * @throws CheckpointError if a file is missing or damaged, or `embedder` is not the one it was made with
 */
export async function loadKnowledgeBase(
  directory: Directory,
  options: LoadKnowledgeBaseOptions = {},
): Promise<KnowledgeBase> {
  const { documents, chunking, ...saved } = await readIndex(directory, options.embedder);
  const store = memoryChunkStore();
  for (const { document, vectors } of documents) {
    const chunks = chunkDocument(document, chunking).map((chunk, index) => {
      const vector = vectors[index];
      return { chunk, terms: termsOf(`${chunk.context}\n${chunk.text}`), ...(vector && { vector }) };
    });
    await store.put(document, chunks);
  }
  return createKnowledgeBase({ ...saved, ...options, store, chunking });
}
