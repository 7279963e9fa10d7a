/** Makes what answers questions ready when a server starts: its thread, its index and, if there is one, its model. */
import type { ChunkStore } from '@glassbox/core/rag';
import type { Locale } from '@glassbox/quiz';
import type { Database } from '../db/database.ts';
import { findVectorSearch, postgresChunkStore } from '../db/knowledge-store.ts';
import type { AskSettings } from './ask-settings.ts';
import { type AskThread, startAskThread } from './ask-thread.ts';

export interface OpenAsk {
  engine: AskThread;
  maxDocuments: number;
  /** For the start-up lines. */
  description: string;
}

/** An index in memory takes some 10 KB per chunk, and a document of 100 pages has some 500 chunks. */
const MAX_IN_MEMORY = 200;
const MAX_IN_DATABASE = 10_000;

export async function openAsk(db: Database, settings: AskSettings, log: (line: string) => void): Promise<OpenAsk> {
  const { index, model } = settings;
  const writer = model ? `the model ${model.model} at ${new URL(model.baseUrl).host}` : 'quotes';
  if (index === 'memory') {
    const engine = startAskThread({ model, log });
    return { engine, maxDocuments: MAX_IN_MEMORY, description: `ask: index in memory, answers by ${writer}` };
  }
  const vectorSearch = await findVectorSearch(db);
  const open = (locale: Locale): Promise<ChunkStore> => postgresChunkStore(db, { collection: locale, vectorSearch });
  const stores = { zh: await open('zh'), en: await open('en') };
  const how =
    vectorSearch === 'pgvector' ? 'pgvector' : 'plain SQL, pgvector is not installed: the same answers, slower';
  return {
    engine: startAskThread({ stores, model, log }),
    maxDocuments: MAX_IN_DATABASE,
    description: `ask: index in the database (${how}), answers by ${writer}`,
  };
}
