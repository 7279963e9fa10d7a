/** Documents of the world: passages for a prompt, found by words, and a knowledge base that answers instead of the model. */
import type { DocumentAnswers, Retriever } from '@glassbox/core/hallucination';
import {
  Bm25Index,
  type ChunkStore,
  createKnowledgeBase,
  documentFromText,
  type HashedEmbedder,
  memoryChunkStore,
  type SearchMode,
  termsOf,
  UNCALIBRATED,
} from '@glassbox/core/rag';
import { documents, type WorldDocument } from '@glassbox/core/world';
import type { BookSetting, Search } from './contract.ts';
import type { ClosedWorld } from './open-world.ts';

const MODES: Readonly<Record<Search, SearchMode>> = { words: 'lexical', meaning: 'vector', both: 'hybrid' };
const FALLBACK = '知识库里没有找到答案。';
/** Passages that score less than this share of the best are mostly about somebody else. */
const MIN_SHARE_OF_BEST = 0.6;

export interface Library {
  retriever: Retriever;
  /** Answers with a learner's settings; only the first call reads the embedder and indexes. */
  book(setting: BookSetting, embedder: () => Promise<HashedEmbedder>): Promise<DocumentAnswers>;
}

/** Returns the library of a world: with every fact, or without those that were kept from training. */
export function openLibrary({ world, language }: ClosedWorld, complete: boolean): Library {
  const shelf = documents(world, language).filter(
    ({ factId }) => complete || world.factById.get(factId)?.withheld === false,
  );
  let indexed: Promise<{ embedder: HashedEmbedder; store: ChunkStore }> | undefined;
  return {
    retriever: retrieverOver(shelf),
    async book({ search, passages, threshold }, load) {
      indexed ??= index(shelf, load).catch((error: unknown) => {
        indexed = undefined; // a failed download may be tried again
        throw error;
      });
      const { embedder, store } = await indexed;
      const calibration = { ...(embedder.calibration ?? UNCALIBRATED), threshold };
      const base = await createKnowledgeBase({ embedder, store, calibration, fallback: FALLBACK });
      return {
        answer: (question, options) => base.answer(question, { ...options, limit: passages, mode: MODES[search] }),
      };
    },
  };
}

async function index(shelf: readonly WorldDocument[], load: () => Promise<HashedEmbedder>) {
  const [embedder, store] = [await load(), memoryChunkStore()];
  const base = await createKnowledgeBase({ embedder, store, fallback: FALLBACK });
  await base.add(shelf.map(({ id, text }) => documentFromText(id, text)));
  return { embedder, store };
}

function retrieverOver(shelf: readonly WorldDocument[]): Retriever {
  const words = new Bm25Index();
  const textOf = new Map(shelf.map(({ id, text }) => [id, text]));
  for (const { id, text } of shelf) words.add(id, termsOf(text));
  return {
    async retrieve(question, limit) {
      const found = words.search(termsOf(question), limit);
      const least = MIN_SHARE_OF_BEST * (found[0]?.score ?? 0);
      return found.filter(({ score }) => score >= least).map(({ id }) => textOf.get(id) ?? '');
    },
  };
}
