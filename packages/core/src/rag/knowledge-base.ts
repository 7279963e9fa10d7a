/**
 * Documents in, cited answers out: chunk, index, search, weigh, and either answer with quotes or refuse. It knows only
 * interfaces (embedder, generator, store), so the same parts serve a page, a worker, a script and a server.
 */
import type { Directory } from '../foundations/directory.ts';
import { createMutex } from '../foundations/mutex.ts';
import { type Calibration, UNCALIBRATED } from './calibration.ts';
import { type Chunk, type ChunkOptions, chunkDocument } from './chunk.ts';
import type { ChunkStore, IndexedChunk } from './chunk-store.ts';
import type { RagDocument } from './document.ts';
import type { Embedder } from './embedder.ts';
import { type Evidence, weighEvidence } from './evidence.ts';
import { type AnswerSentence, extractiveGenerator, type Generator } from './generator.ts';
import { memoryChunkStore } from './memory-store.ts';
import type { ReadResult } from './read-documents.ts';
import { saveIndex } from './save-index.ts';
import { type Hit, type SearchMode, searchChunks } from './search.ts';
import { termsOf } from './terms.ts';

/** The parts a knowledge base is put together from. */
export interface KnowledgeBaseOptions {
  /** Said instead of an answer. */
  readonly fallback: string;
  /** Left out, the search is by words alone. */
  readonly embedder?: Embedder & { readonly calibration?: Calibration };
  /** Default `extractiveGenerator()`. */
  readonly generator?: Generator;
  /** Default `memoryChunkStore()`. */
  readonly store?: ChunkStore;
  /** Default the embedder's, else `UNCALIBRATED`. */
  readonly calibration?: Calibration;
  readonly chunking?: ChunkOptions;
}

/** How one question is looked up. */
export interface AskOptions {
  /** How many chunks the answer is made from. Default 5. */
  readonly limit?: number;
  /** Default hybrid where there is an embedder, else lexical. */
  readonly mode?: SearchMode;
  readonly signal?: AbortSignal;
}

/** An answer with everything that led to it, or a refusal. */
export interface Answer {
  readonly refused: boolean;
  /** The sentences joined, or the fallback. */
  readonly text: string;
  /** Empty when refused. */
  readonly sentences: readonly AnswerSentence[];
  /** Of the most probable sentence. */
  readonly confidence: number;
  /** Below it the answer is refused. */
  readonly threshold: number;
  /** Best first. */
  readonly retrieved: readonly Hit[];
  /** Every sentence of the chunks found, most probable first: why the answer is what it is. */
  readonly evidence: readonly Evidence[];
  /** What a generator wrote without support. */
  readonly unsupported: readonly string[];
}

/** Documents that can be asked. */
export interface KnowledgeBase {
  readonly calibration: Calibration;
  /** Adds documents; one of the same id is replaced. Resolves to the number of chunks added. */
  add(
    documents: readonly RagDocument[] | Pick<ReadResult, 'documents'>,
    options?: { signal?: AbortSignal },
  ): Promise<number>;
  /** Removes a document; resolves to whether it was there. */
  remove(documentId: string): Promise<boolean>;
  search(question: string, options?: AskOptions): Promise<Hit[]>;
  answer(question: string, options?: AskOptions): Promise<Answer>;
  documentIds(): Promise<string[]>;
  findDocument(documentId: string): Promise<RagDocument | undefined>;
  chunkCount(): Promise<number>;
  /** Writes documents, settings and vectors; `loadKnowledgeBase` reads them. */
  save(directory: Directory): Promise<void>;
}

const DEFAULT_LIMIT = 5;

/**
 * Returns an empty knowledge base (or one over what its store holds). It owns no tensors; nothing is to be disposed.
 *
 * @example
 * const kb = await createKnowledgeBase({ embedder, fallback: '知识库里没有找到答案。' });
 * await kb.add(await readDocuments(files));
 * const answer = await kb.answer('退货期是几天？');
 */
export async function createKnowledgeBase(options: KnowledgeBaseOptions): Promise<KnowledgeBase> {
  const { fallback, embedder, generator = extractiveGenerator(), store = memoryChunkStore(), chunking = {} } = options;
  const calibration = options.calibration ?? embedder?.calibration ?? UNCALIBRATED;
  const exclusive = createMutex();
  const defaultMode: SearchMode = embedder ? 'hybrid' : 'lexical';

  async function look(question: string, { limit = DEFAULT_LIMIT, mode = defaultMode, signal }: AskOptions) {
    const vector = mode === 'lexical' ? undefined : await embedQuestion(embedder, question, signal);
    const hits = await searchChunks(store, { terms: termsOf(question), vector, mode, limit });
    return { hits, vector };
  }

  return {
    calibration,
    add: (documents, { signal } = {}) =>
      exclusive(async () => {
        let added = 0;
        for (const document of 'documents' in documents ? documents.documents : documents) {
          const chunks = await indexChunks(chunkDocument(document, chunking), embedder, signal);
          await store.put(document, chunks);
          added += chunks.length;
        }
        return added;
      }),
    remove: (documentId) => exclusive(() => store.remove(documentId)),
    search: async (question, ask = {}) => (await look(question, ask)).hits,
    async answer(question, ask = {}) {
      const { signal } = ask;
      const { hits, vector } = await look(question, ask);
      const passages = hits.map(({ chunk }) => chunk);
      const evidence = await weighEvidence(question, passages, { store, embedder, vector, calibration, signal });
      const [confidence, { threshold }] = [evidence[0]?.probability ?? 0, calibration];
      const request = { question, passages, evidence, threshold, ...(signal && { signal }) };
      const nothing = { sentences: [], unsupported: [] };
      const { sentences, unsupported } = confidence < threshold ? nothing : await generator.generate(request);
      const refused = sentences.length === 0;
      const text = refused ? fallback : joinSentences(sentences);
      return { refused, text, sentences, confidence, threshold, retrieved: hits, evidence, unsupported };
    },
    documentIds: () => store.documentIds(),
    findDocument: (documentId) => store.findDocument(documentId),
    chunkCount: () => store.chunkCount(),
    save: (directory) => exclusive(() => saveIndex(directory, { store, embedder, calibration, chunking, fallback })),
  };
}

/** What is indexed of chunks: the terms and the vector of context and text together. */
export async function indexChunks(
  chunks: readonly Chunk[],
  embedder: Embedder | undefined,
  signal?: AbortSignal,
): Promise<IndexedChunk[]> {
  const texts = chunks.map(({ context, text }) => `${context}\n${text}`);
  const vectors = await embedder?.embed(texts, { kind: 'passage', ...(signal && { signal }) });
  return chunks.map((chunk, index) => {
    const vector = vectors?.[index];
    return { chunk, terms: termsOf(texts[index] ?? ''), ...(vector && { vector }) };
  });
}

async function embedQuestion(embedder: Embedder | undefined, question: string, signal?: AbortSignal) {
  const [vector] = (await embedder?.embed([question], { kind: 'query', ...(signal && { signal }) })) ?? [];
  return vector;
}

/** Chinese sentences follow each other without a space. */
function joinSentences(sentences: readonly AnswerSentence[]): string {
  return sentences
    .map(({ text }) => text)
    .reduce((joined, text) => joined + (/[\u3000-\u303f\uff00-\uffef\u4e00-\u9fff]$/.test(joined) ? '' : ' ') + text);
}
