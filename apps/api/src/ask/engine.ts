/**
 * Asks the course: knows its documents in both languages and answers with cited sentences or not at all. It runs in a
 * worker thread (`worker.ts`); nothing in it knows HTTP or a database.
 */
import {
  type AnswerSentence,
  type Calibration,
  type ChunkStore,
  createKnowledgeBase,
  type Embedder,
  type Generator,
  type KnowledgeBase,
  type RagDocument,
} from '@glassbox/core/rag';
import type { Locale } from '@glassbox/quiz';
import { parseDocumentId } from './course-documents.ts';
import { findDefinition } from './definitions.ts';
import { type Account, quotingGenerator } from './quoting.ts';

export interface AskRequest {
  locale: Locale;
  question: string;
  /** The slug of the lesson it is asked from. */
  lesson?: string | undefined;
}

/** Plain data, so that it may cross threads. */
export interface Outcome {
  /** Empty: the course does not say. Every sentence has at least one citation. */
  sentences: readonly AnswerSentence[];
  by: 'definition' | Account['by'];
  scope: Account['scope'];
  /** Of the best sentence, and below which nothing is said; both 0–1. */
  confidence: number;
  threshold: number;
  modelFailure?: string;
}

export interface EngineOptions {
  embedder: Embedder;
  calibrations: Readonly<Record<Locale, Calibration>>;
  /** One per language. */
  stores: Readonly<Record<Locale, ChunkStore>>;
  model?: Generator | undefined;
}

/**
 * So many chunks are weighed. Of the answers that calibration/questions.yaml names, twelve hold nine in ten, five eight; and with
 * a lesson to look at first, its own have to be among them.
 */
export const CHUNKS_WEIGHED = 12;

export type AskEngine = ReturnType<typeof createAskEngine>;

/** Returns an engine over what its stores hold. */
export function createAskEngine({ embedder, calibrations, stores, model }: EngineOptions) {
  /** The glossary of each language, for definitions. */
  const glossaries: Partial<Record<Locale, RagDocument>> = {};

  async function baseOf(locale: Locale, generator?: Generator): Promise<KnowledgeBase> {
    const shared = { fallback: '', embedder, store: stores[locale], calibration: calibrations[locale] };
    return createKnowledgeBase({ ...shared, ...(generator && { generator }) });
  }

  return {
    /** Which of some documents are not there as they are, by their ids. */
    async missing(locale: Locale, ids: readonly string[]): Promise<string[]> {
      const known = new Set(await stores[locale].documentIds());
      return ids.filter((id) => !known.has(id));
    },

    async add(locale: Locale, documents: readonly RagDocument[]): Promise<void> {
      await (await baseOf(locale)).add(documents);
      delete glossaries[locale];
    },

    /** Removes every document of some kinds that is not among `ids`. */
    async keepOnly(locale: Locale, ids: readonly string[], kinds: readonly string[]): Promise<void> {
      const kept = new Set(ids);
      for (const id of await stores[locale].documentIds()) {
        if (!kept.has(id) && kinds.includes(parseDocumentId(id).kind)) await stores[locale].remove(id);
      }
      delete glossaries[locale];
    },

    async ask({ locale, question, lesson }: AskRequest): Promise<Outcome> {
      const { threshold } = calibrations[locale];
      const definition = findDefinition(question, await glossaryOf(locale));
      if (definition.length > 0) {
        return { sentences: definition, by: 'definition', scope: 'course', confidence: 1, threshold };
      }
      const firstDocument = lesson === undefined ? undefined : await lessonDocument(locale, lesson);
      const { generator, account } = quotingGenerator({ firstDocument, model });
      const base = await baseOf(locale, generator);
      const answer = await base.answer(question, { limit: CHUNKS_WEIGHED });
      return { sentences: answer.sentences, ...account, confidence: answer.confidence, threshold };
    },

    /** The vector of a question: how alike two are is their cosine. */
    async embed(question: string): Promise<Float32Array> {
      const [vector] = await embedder.embed([question], { kind: 'query' });
      return vector ?? new Float32Array(embedder.dimensions);
    },
  };

  async function glossaryOf(locale: Locale): Promise<RagDocument | undefined> {
    const known = glossaries[locale];
    if (known) return known;
    const id = (await stores[locale].documentIds()).find((each) => parseDocumentId(each).kind === 'glossary');
    const found = id === undefined ? undefined : await stores[locale].findDocument(id);
    if (found) glossaries[locale] = found;
    return found;
  }

  async function lessonDocument(locale: Locale, slug: string): Promise<string | undefined> {
    const isIt = (id: string) => {
      const { kind, name } = parseDocumentId(id);
      return kind === 'lesson' && name === slug;
    };
    return (await stores[locale].documentIds()).find(isIt);
  }
}
