/**
 * A knowledge base on disk: `knowledge-base.json` (documents and settings) and `vectors.safetensors`. Chunks and terms
 * are made again on loading: that is fast, and the words of question and index are then cut by the same segmenter,
 * even if the browser was updated in between. Only vectors, which may have cost money, are stored.
 */
import { z } from 'zod';
import { readSafetensors } from '../checkpoint/safetensors.ts';
import { floatValues } from '../checkpoint/safetensors-values.ts';
import { writeSafetensors } from '../checkpoint/write-safetensors.ts';
import type { Directory } from '../foundations/directory.ts';
import { CheckpointError } from '../foundations/errors.ts';
import { type Calibration, calibrationSchema } from './calibration.ts';
import { type ChunkOptions, chunkDocument, DEFAULT_CHUNKING } from './chunk.ts';
import type { ChunkStore } from './chunk-store.ts';
import type { RagDocument } from './document.ts';
import type { Embedder } from './embedder.ts';

const INDEX_FILE = 'knowledge-base.json';
const VECTORS_FILE = 'vectors.safetensors';
const VECTORS = 'vectors';
const VERSION = 1;

const place = z.int().nonnegative();
const documentSchema = z.object({
  id: z.string().min(1),
  title: z.string(),
  mediaType: z.enum(['text/plain', 'text/markdown', 'text/html', 'application/pdf']),
  text: z.string(),
  blocks: z.array(
    z.object({
      kind: z.enum(['heading', 'paragraph', 'listItem', 'row', 'code']),
      start: place,
      end: place,
      level: z.int().min(1).max(6).exactOptional(),
    }),
  ),
  sourceRuns: z.array(z.object({ start: place, end: place, sourceStart: place, sourceEnd: place })).exactOptional(),
  pages: z.array(z.object({ start: place, end: place, page: z.int().positive() })).exactOptional(),
});
const indexSchema = z.object({
  version: z.literal(VERSION),
  fallback: z.string(),
  chunking: z.object({ maxColumns: z.int(), overlapColumns: z.int() }),
  calibration: calibrationSchema,
  embedder: z.object({ id: z.string(), dimensions: z.int().positive() }).nullable(),
  chunkCount: place,
  documents: z.array(documentSchema),
});

/** What a knowledge base hands over to be saved. */
export interface IndexToSave {
  readonly store: ChunkStore;
  readonly embedder: Embedder | undefined;
  readonly calibration: Calibration;
  readonly chunking: ChunkOptions;
  readonly fallback: string;
}

/** What a saved knowledge base holds. */
export interface SavedIndex {
  readonly fallback: string;
  readonly calibration: Calibration;
  readonly chunking: Required<ChunkOptions>;
  /** Each with the vectors of its chunks, in order; none where the index was made without an embedder. */
  readonly documents: readonly { readonly document: RagDocument; readonly vectors: readonly Float32Array[] }[];
}

/** Writes the index, the vectors first: a crash in between leaves the former index and vectors that do not fit, not a wrong mixture. */
export async function saveIndex(
  directory: Directory,
  { store, embedder, calibration, chunking, fallback }: IndexToSave,
): Promise<void> {
  const settings = { ...DEFAULT_CHUNKING, ...chunking };
  const documents: RagDocument[] = [];
  const vectors: Float32Array[] = [];
  let chunkCount = 0;
  for (const id of await store.documentIds()) {
    const document = await store.findDocument(id);
    if (!document) continue;
    const chunkIds = chunkDocument(document, settings).map((chunk) => chunk.id);
    documents.push(document);
    chunkCount += chunkIds.length;
    for (const vector of await store.vectors(chunkIds)) if (vector) vectors.push(vector);
  }
  if (embedder) {
    const values = new Float32Array(vectors.length * embedder.dimensions);
    for (const [row, vector] of vectors.entries()) values.set(vector, row * embedder.dimensions);
    const tensor = { name: VECTORS, shape: [vectors.length, embedder.dimensions], values };
    await directory.write(VECTORS_FILE, writeSafetensors([tensor]));
  }
  const index: z.infer<typeof indexSchema> = {
    version: VERSION,
    fallback,
    chunking: settings,
    calibration,
    embedder: embedder ? { id: embedder.id, dimensions: embedder.dimensions } : null,
    chunkCount,
    documents: documents as z.infer<typeof indexSchema>['documents'],
  };
  await directory.write(INDEX_FILE, new TextEncoder().encode(JSON.stringify(index)));
}

/**
 * Reads what `saveIndex` wrote.
 *
 * @param embedder the one the index was made with, or undefined if it was made without
 * @throws CheckpointError if a file is missing or damaged, or the embedder is another one
 */
export async function readIndex(directory: Directory, embedder: Embedder | undefined): Promise<SavedIndex> {
  const index = parseIndex(await directory.read(INDEX_FILE));
  if (index.embedder?.id !== embedder?.id || index.embedder?.dimensions !== embedder?.dimensions) {
    throw new CheckpointError(
      `loadKnowledgeBase: the embedder is ${embedder?.id ?? 'none'}; ${index.embedder?.id ?? 'none'}, with which the index was made, was needed; pass it or add the documents anew.`,
    );
  }
  const vectors = embedder && (await readVectors(directory, index.chunkCount, embedder.dimensions));
  let row = 0;
  const documents = (index.documents as readonly RagDocument[]).map((document) => {
    const count = vectors ? chunkDocument(document, index.chunking).length : 0;
    row += count;
    return { document, vectors: vectors?.slice(row - count, row) ?? [] };
  });
  if (vectors && row !== vectors.length) {
    throw new CheckpointError(
      `loadKnowledgeBase: ${vectors.length} vectors were found; ${row}, one per chunk, were needed; add the documents anew.`,
      VECTORS,
    );
  }
  return { fallback: index.fallback, calibration: index.calibration, chunking: index.chunking, documents };
}

function parseIndex(bytes: Uint8Array | undefined): z.infer<typeof indexSchema> {
  if (!bytes) {
    throw new CheckpointError(`loadKnowledgeBase: ${INDEX_FILE} is missing; a saved knowledge base was needed.`);
  }
  try {
    return indexSchema.parse(JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes)));
  } catch (cause) {
    throw new CheckpointError(
      `loadKnowledgeBase: ${INDEX_FILE} is damaged or of another version; version ${VERSION} was needed; see the cause.`,
      undefined,
      { cause },
    );
  }
}

async function readVectors(directory: Directory, count: number, dimensions: number): Promise<Float32Array[]> {
  const bytes = await directory.read(VECTORS_FILE);
  const entry = bytes && readSafetensors(bytes).tensors.get(VECTORS);
  if (!entry || entry.shape[0] !== count || entry.shape[1] !== dimensions) {
    throw new CheckpointError(
      `loadKnowledgeBase: ${VECTORS_FILE} holds [${entry?.shape.join(', ') ?? 'nothing'}]; [${count}, ${dimensions}] was needed; add the documents anew.`,
      VECTORS,
    );
  }
  const values = floatValues(entry);
  return Array.from({ length: count }, (_, row) => values.slice(row * dimensions, (row + 1) * dimensions));
}
