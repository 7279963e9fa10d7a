/**
 * One suite for every place a knowledge base can be kept: memory and Postgres, with pgvector and without, give the same
 * ranks, scores and answers on the same documents and questions, to the last digit.
 */
import {
  type Answer,
  type ChunkStore,
  createKnowledgeBase,
  documentFromText,
  type HashedEmbedder,
  type KnowledgeBase,
  memoryChunkStore,
  termsOf,
} from '@glassbox/core/rag';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { courseDocuments } from '../src/ask/course-documents.ts';
import { compiledCourse } from '../src/ask/course-text.ts';
import { shippedEmbedder } from '../src/ask/embedder.ts';
import type { VectorSearch } from '../src/db/knowledge-search.ts';
import { findVectorSearch, postgresChunkStore } from '../src/db/knowledge-store.ts';
import { SQL_ENGINES, type TestDatabase, type TestEngine } from './databases.ts';

const course = compiledCourse();
const QUESTIONS = [
  '大模型到底在做什么？',
  '温度设成0，每次回答都一样吗？',
  '词元 词元 词元',
  'What is overfitting?',
  'How long do 600 tokens take at 50 per second?',
  'constructor __proto__ toString',
  '红烧肉怎么做？',
  '，。！',
];
/** Alike to the last word, so that their scores are equal and only their names tell them apart. */
const twins = Array.from({ length: 60 }, (_, i) => documentFromText(`twin-${i}.txt`, 'A parcel weighs 3 kilos.'));
const documents = [
  ...courseDocuments(course.zh),
  ...courseDocuments(course.en),
  documentFromText('odd.txt', "The constructor calls toString on __proto__. “引号” 😀 \\ {brace}, 'quote'"),
  documentFromText('empty.txt', '…… !!'),
  ...twins,
];

const engines = SQL_ENGINES;
const places = engines.flatMap((engine) => [
  { engine, plainSql: false, title: `${engine.name}, with pgvector where there is one` },
  { engine, plainSql: true, title: `${engine.name}, vectors in plain SQL` },
]);

let embedder: HashedEmbedder;
const opened = new Map<TestEngine, Promise<TestDatabase>>();
beforeAll(async () => {
  embedder = await shippedEmbedder();
});
afterAll(async () => {
  for (const database of opened.values()) await (await database).remove();
});

/** One database per engine; its knowledge bases are collections. */
async function openStore(engine: TestEngine, plainSql: boolean) {
  const database = opened.get(engine) ?? engine.open();
  opened.set(engine, database);
  const { db } = (await database).database;
  const vectorSearch: VectorSearch = plainSql ? 'sql' : await findVectorSearch(db);
  return { vectorSearch, store: await postgresChunkStore(db, { collection: `plain ${plainSql}`, vectorSearch }) };
}

for (const { engine, plainSql, title } of places) {
  const { name, skip } = engine;
  describe.skipIf(skip !== undefined)(`a knowledge base in ${title}${skip ? ` (skipped: ${skip})` : ''}`, () => {
    let store: ChunkStore;
    let base: KnowledgeBase;
    let vectorSearch: VectorSearch;
    let memoryStore: ChunkStore;
    let memory: KnowledgeBase;
    beforeAll(async () => {
      ({ store, vectorSearch } = await openStore(engine, plainSql));
      memoryStore = memoryChunkStore();
      base = await createKnowledgeBase({ fallback: 'none', embedder, store });
      memory = await createKnowledgeBase({ fallback: 'none', embedder, store: memoryStore });
      for (const one of [base, memory]) await one.add(documents);
    });

    if (name.startsWith('PGlite') && !plainSql) {
      it('has pgvector on the default database', () => expect(vectorSearch).toBe('pgvector'));
    }

    it('holds the same documents, in order, and as many chunks', async () => {
      expect(await base.documentIds()).toEqual(await memory.documentIds());
      expect(await base.chunkCount()).toBe(await memory.chunkCount());
      expect(await base.findDocument('odd.txt')).toEqual(await memory.findDocument('odd.txt'));
      expect(await base.findDocument('nowhere.txt')).toBeUndefined();
    });

    it.each(QUESTIONS)('ranks by words and by meaning as memory does, with equal scores: %s', async (question) => {
      const terms = termsOf(question);
      const [vector] = await embedder.embed([question], { kind: 'query' });
      if (!vector) throw new Error('no vector');
      for (const limit of [1, 7, 50]) {
        expect(await store.lexical(terms, limit)).toEqual(await memoryStore.lexical(terms, limit));
        expect(await store.nearest(vector, limit)).toEqual(await memoryStore.nearest(vector, limit));
      }
      expect(await store.statistics(terms)).toEqual(await memoryStore.statistics(terms));
    });

    it('cuts a crowd of equals at the same place', async () => {
      const terms = termsOf('How heavy is a parcel?');
      expect(await store.lexical(terms, 40)).toEqual(await memoryStore.lexical(terms, 40));
    });

    it('answers and refuses as memory does, word for word', async () => {
      const answers: Answer[] = [];
      for (const question of QUESTIONS) {
        const answer = await base.answer(question);
        answers.push(answer);
        expect(answer).toEqual(await memory.answer(question));
      }
      expect(answers.some(({ refused }) => refused) && answers.some(({ refused }) => !refused)).toBe(true);
    });

    it('is after a replacement and a removal as if nothing had been there before', async () => {
      const stores = [store, memoryStore];
      const bases = [base, memory];
      for (const one of bases) {
        await one.add([
          documentFromText('twin-3.txt', '温度只是每步的设置。'),
          documentFromText('new.txt', '词元很小。'),
        ]);
        expect(await one.remove('twin-5.txt')).toBe(true);
        expect(await one.remove('twin-5.txt')).toBe(false);
      }
      const [here, there] = await Promise.all(stores.map((one) => one.lexical(termsOf('词元 温度 parcel'), 100)));
      expect(here).toEqual(there);
      expect(await store.chunkCount()).toBe(await memoryStore.chunkCount());
    });

    it('refuses a vector of another length and is as it was', async () => {
      const other = await createKnowledgeBase({
        fallback: '',
        store,
        embedder: { id: 'x', dimensions: 3, embed: async (texts) => texts.map(() => new Float32Array([1, 2, 3])) },
      });
      await expect(other.add([documentFromText('twin-1.txt', 'New.')])).rejects.toThrow(/a vector of 3 numbers/);
      expect((await base.findDocument('twin-1.txt'))?.text).toBe('A parcel weighs 3 kilos.');
    });
  });
}
