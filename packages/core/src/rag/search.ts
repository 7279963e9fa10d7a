/** Finds chunks by words, by meaning, or by both. */
import { ConfigError } from '../foundations/errors.ts';
import type { Chunk } from './chunk.ts';
import type { ChunkStore } from './chunk-store.ts';
import { fuseRankings } from './fuse.ts';
import type { Scored } from './top-list.ts';

/** By words (BM25), by meaning (vectors), or by both. */
export type SearchMode = 'lexical' | 'vector' | 'hybrid';

/** A chunk that was found, and by what. */
export interface Hit {
  readonly chunk: Chunk;
  /** BM25, cosine, or reciprocal rank fusion, by mode; comparable within one search only. */
  readonly score: number;
  /** BM25 score and place (from 1), where the words found it. */
  readonly lexical?: { readonly score: number; readonly rank: number };
  /** Cosine and place (from 1), where the meaning found it. */
  readonly vector?: { readonly score: number; readonly rank: number };
}

/** What is looked for, and how. */
export interface SearchRequest {
  readonly terms: readonly string[];
  readonly vector: Float32Array | undefined;
  readonly mode: SearchMode;
  /** How many chunks, at least 1. */
  readonly limit: number;
}

/** How deep each ranking goes into the fusion. */
const DEPTH = 50;

/**
 * Returns the best chunks, best first.
 *
 * @throws ConfigError if limit is no whole number from 1, or a mode that needs vectors gets none
 */
export async function searchChunks(store: ChunkStore, request: SearchRequest): Promise<Hit[]> {
  const { terms, vector, mode, limit } = request;
  if (!Number.isInteger(limit) || limit < 1) {
    throw new ConfigError(`search: limit is ${limit}; a whole number from 1 was needed.`, 'limit');
  }
  if (mode !== 'lexical' && !vector) {
    throw new ConfigError(
      `search: mode ${mode} was asked for; an embedder is needed for it; pass one or use lexical.`,
      'mode',
    );
  }
  const depth = Math.max(DEPTH, limit);
  const lexical = mode === 'vector' ? [] : await store.lexical(terms, depth);
  const nearest = mode === 'lexical' || !vector ? [] : await store.nearest(vector, depth);
  const ranked = mode === 'hybrid' ? fuseRankings([lexical, nearest]) : [...lexical, ...nearest];
  const best = ranked.slice(0, limit);
  const chunks = new Map((await store.chunks(best.map(({ id }) => id))).map((chunk) => [chunk.id, chunk]));
  const [byWords, byMeaning] = [places(lexical), places(nearest)];
  return best.flatMap(({ id, score }) => {
    const [chunk, words, meaning] = [chunks.get(id), byWords.get(id), byMeaning.get(id)];
    return chunk ? [{ chunk, score, ...(words && { lexical: words }), ...(meaning && { vector: meaning }) }] : [];
  });
}

function places(ranking: readonly Scored[]): Map<string, { score: number; rank: number }> {
  return new Map(ranking.map(({ id, score }, index) => [id, { score, rank: index + 1 }]));
}
