/** Documents on a shelf, cut and indexed, and questions answered from them. Runs in the lab's worker and in Node. */
import {
  type Answer,
  type ChunkStore,
  createKnowledgeBase,
  type HashedEmbedder,
  type Hit,
  type KnowledgeBase,
  locateInSource,
  memoryChunkStore,
  type RagDocument,
  readDocuments,
  type SearchMode,
  UNCALIBRATED,
} from '@glassbox/core/rag';
import type {
  AddResult,
  FileProblem,
  FoundChunk,
  IncomingFile,
  Outcome,
  Progress,
  Search,
  Setting,
} from './contract.ts';

const MODES: Readonly<Record<Search, SearchMode>> = { words: 'lexical', meaning: 'vector', both: 'hybrid' };
const MAX_BYTES = 20_000_000;
const ENDINGS = /\.(?:txt|text|md|markdown|html?|pdf)$/iu;
/** A quarter of a chunk is repeated in the next, so that a sentence is found together with the one before it. */
const OVERLAP = 0.25;
/** Chunks shown in the table, also those that were found but not passed on. */
const LEAST_SHOWN = 8;
/** Chunks embedded between two reports. */
const BATCH = 128;

interface Run {
  signal?: AbortSignal;
  report?: (progress: Progress) => void;
}

export interface Shelf {
  /** Reads and indexes. What was not indexed when the signal aborts is not taken. */
  add(files: readonly IncomingFile[], columns: number, run?: Run): Promise<AddResult>;
  remove(id: string): Promise<void>;
  ask(question: string, setting: Setting, run?: Run): Promise<Outcome>;
}

interface Index {
  columns: number;
  store: ChunkStore;
  base: KnowledgeBase;
}

export async function createShelf(embedder: HashedEmbedder): Promise<Shelf> {
  const documents = new Map<string, RagDocument>();
  let index: Index | undefined;

  function cutterFor(columns: number, store: ChunkStore, by: HashedEmbedder): Promise<KnowledgeBase> {
    const chunking = { maxColumns: columns, overlapColumns: Math.floor(columns * OVERLAP) };
    return createKnowledgeBase({ embedder: by, store, chunking, fallback: '' });
  }

  /** The index for this width; another width cuts and embeds everything again. When stopped, the one before it stays. */
  async function indexed(columns: number, { signal, report }: Run): Promise<Index> {
    if (index?.columns === columns) return index;
    const store = memoryChunkStore();
    const all = [...documents.values()];
    const total = all.reduce((sum, { text }) => sum + text.length, 0);
    let before = 0;
    for (const document of all) {
      const { length } = document.text;
      const tell = (share: number) => report?.({ of: 'characters', done: before + Math.round(share * length), total });
      tell(0);
      const cutter = await cutterFor(columns, store, inBatches(embedder, tell));
      await cutter.add([document], { ...(signal && { signal }) });
      before += length;
    }
    index = { columns, store, base: await cutterFor(columns, store, embedder) };
    return index;
  }

  return {
    async add(files, columns, run = {}) {
      const { signal, report } = run;
      const { base } = await indexed(columns, run);
      const [added, problems]: [RagDocument[], FileProblem[]] = [[], []];
      for (const [done, file] of files.entries()) {
        if (signal?.aborted) break;
        report?.({ of: 'files', done, total: files.length });
        const kind = problemBefore(file);
        if (kind) {
          problems.push({ name: file.name, kind });
          continue;
        }
        try {
          const read = await readDocuments([file], { maxBytes: MAX_BYTES, ...(signal && { signal }) });
          if (read.errors.length > 0) problems.push({ name: file.name, kind: 'unreadable' });
          for (const document of read.documents) {
            await base.add([document], { ...(signal && { signal }) });
            documents.set(document.id, document);
            added.push(document);
          }
        } catch (error) {
          if (!signal?.aborted) throw error;
        }
      }
      return { added: added.map(({ id, title, text }) => ({ id, title, text })), problems };
    },

    async remove(id) {
      documents.delete(id);
      await index?.base.remove(id);
    },

    async ask(question, setting, run = {}) {
      const { store } = await indexed(setting.columns, run);
      const { threshold, passages } = setting;
      // By words alone there are no cosines to weigh: other weights were fitted for that.
      const calibration = setting.search === 'words' ? UNCALIBRATED : (embedder.calibration ?? UNCALIBRATED);
      const base = await createKnowledgeBase({
        store,
        ...(setting.search !== 'words' && { embedder }),
        calibration: { ...calibration, threshold },
        fallback: '',
      });
      const mode = MODES[setting.search];
      const hits = await base.search(question, { limit: Math.max(LEAST_SHOWN, passages), mode });
      const answer = await base.answer(question, { limit: passages, mode });
      return { question, setting, ...outcomeOf(answer, hits, documents), chunks: await base.chunkCount() };
    },
  };
}

/** The same embedder, telling after every batch which share of the texts is done and resting, so that a cancel is heard. */
function inBatches(embedder: HashedEmbedder, tell: (share: number) => void): HashedEmbedder {
  return {
    ...embedder,
    async embed(texts, options) {
      const vectors: Float32Array[] = [];
      for (let start = 0; start < texts.length; start += BATCH) {
        vectors.push(...(await embedder.embed(texts.slice(start, start + BATCH), options)));
        tell(vectors.length / texts.length);
        await new Promise((resolve) => setTimeout(resolve, 0));
      }
      return vectors;
    },
  };
}

function problemBefore({ name, bytes }: IncomingFile): FileProblem['kind'] | undefined {
  if (!ENDINGS.test(name)) return 'ending';
  if (bytes.length > MAX_BYTES) return 'large';
  const head = bytes.subarray(0, 4096);
  return bytes.length <= head.length && head.every((byte) => byte <= 32) ? 'empty' : undefined;
}

function outcomeOf(answer: Answer, hits: readonly Hit[], documents: ReadonlyMap<string, RagDocument>) {
  const passedOn = new Set(answer.retrieved.map(({ chunk }) => chunk.id));
  const evidenceAt = (document: string, start: number) =>
    answer.evidence.find((one) => one.document === document && one.start === start);
  const sentences = answer.sentences.flatMap(({ text, citations }) => {
    const place = citations[0];
    if (!place) return [];
    const holder = evidenceAt(place.document, place.start)?.chunk;
    return [{ text, place: { ...place }, chunk: hits.findIndex(({ chunk }) => chunk.id === holder) }];
  });
  const found = hits.map(({ chunk, lexical, vector }, index): FoundChunk => {
    const document = documents.get(chunk.document);
    // A sentence that two chunks share is weighed in the better one; for the table it counts in both.
    const weighed = answer.evidence.filter(
      ({ document: of, start, end }) => of === chunk.document && start >= chunk.start && end <= chunk.end,
    );
    return {
      id: chunk.id,
      document: chunk.document,
      start: chunk.start,
      end: chunk.end,
      text: chunk.text,
      page: document && locateInSource(document, chunk).firstPage,
      words: lexical,
      meaning: vector,
      probability: passedOn.has(chunk.id) ? Math.max(0, ...weighed.map(({ probability }) => probability)) : undefined,
      cited: sentences.some((sentence) => sentence.chunk === index),
    };
  });
  return { refused: answer.refused, sentences, confidence: answer.confidence, found };
}
