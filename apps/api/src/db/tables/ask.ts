/**
 * "Ask the course": documents that instructors add, questions it could not answer, and the index of a knowledge base
 * that is kept here rather than in memory. Who asked is stored nowhere.
 */
import type { Chunk, RagDocument } from '@glassbox/core/rag';
import type { Locale } from '@glassbox/quiz';
import {
  bigint,
  foreignKey,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  real,
  text,
  unique,
  uuid,
} from 'drizzle-orm/pg-core';
import { moment } from './columns.ts';
import { learner } from './core.ts';

/** What an instructor added beside the lessons. The file itself is not kept, only what can be read in it. */
export const courseDocument = pgTable(
  'course_document',
  {
    id: uuid('id').primaryKey(),
    locale: text('locale').$type<Locale>().notNull(),
    title: text('title').notNull(),
    fileName: text('file_name').notNull(),
    sizeBytes: integer('size_bytes').notNull(),
    /** The document's id: made from this row's id and the content, see ask/course-documents.ts. */
    ragId: text('rag_id').notNull(),
    document: jsonb('document').$type<RagDocument>().notNull(),
    addedBy: uuid('added_by').references(() => learner.id, { onDelete: 'set null' }),
    addedAt: moment('added_at').notNull(),
    changedAt: moment('changed_at').notNull(),
  },
  (table) => [index('course_document_locale_index').on(table.locale)],
);

/** Questions that were refused and are alike, in the words that came first. */
export const unansweredQuestion = pgTable(
  'unanswered_question',
  {
    id: uuid('id').primaryKey(),
    locale: text('locale').$type<Locale>().notNull(),
    question: text('question').notNull(),
    /** Further wordings, latest last, a few. */
    wordings: jsonb('wordings').$type<string[]>().notNull(),
    vector: real('vector').array().notNull(),
    timesAsked: integer('times_asked').notNull(),
    firstAskedAt: moment('first_asked_at').notNull(),
    lastAskedAt: moment('last_asked_at').notNull(),
    handledAt: moment('handled_at'),
    handledBy: uuid('handled_by').references(() => learner.id, { onDelete: 'set null' }),
  },
  (table) => [index('unanswered_question_index').on(table.locale, table.handledAt, table.lastAskedAt)],
);

/** One knowledge base. The sums are kept with every change, so that no search counts rows. */
export const knowledgeCollection = pgTable('knowledge_collection', {
  name: text('name').primaryKey(),
  chunkCount: integer('chunk_count').notNull(),
  /** Terms of all chunks together. */
  totalLength: bigint('total_length', { mode: 'number' }).notNull(),
  /** Of its vectors; null while it has none. */
  dimensions: integer('dimensions'),
});

export const knowledgeDocument = pgTable(
  'knowledge_document',
  {
    collection: text('collection')
      .notNull()
      .references(() => knowledgeCollection.name, { onDelete: 'cascade' }),
    id: text('id').notNull(),
    position: bigint('position', { mode: 'number' }).notNull().generatedAlwaysAsIdentity(),
    document: jsonb('document').$type<RagDocument>().notNull(),
  },
  (table) => [primaryKey({ columns: [table.collection, table.id] })],
);

export const knowledgeChunk = pgTable(
  'knowledge_chunk',
  {
    key: bigint('key', { mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
    collection: text('collection').notNull(),
    id: text('id').notNull(),
    documentId: text('document_id').notNull(),
    chunk: jsonb('chunk').$type<Chunk>().notNull(),
    /** Number of its terms. */
    length: integer('length').notNull(),
    /** Of length 1; plain numbers, so that the table is the same with pgvector and without. */
    vector: real('vector').array(),
  },
  (table) => [
    unique('knowledge_chunk_id').on(table.collection, table.id),
    index('knowledge_chunk_document_index').on(table.collection, table.documentId),
    foreignKey({
      name: 'knowledge_chunk_document_fk',
      columns: [table.collection, table.documentId],
      foreignColumns: [knowledgeDocument.collection, knowledgeDocument.id],
    }).onDelete('cascade'),
  ],
);

/** The inverted index: how often a term (`termsOf`, Chinese pairs included) stands in a chunk. */
export const knowledgePosting = pgTable(
  'knowledge_posting',
  {
    collection: text('collection').notNull(),
    term: text('term').notNull(),
    chunkKey: bigint('chunk_key', { mode: 'number' })
      .notNull()
      .references(() => knowledgeChunk.key, { onDelete: 'cascade' }),
    count: integer('count').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.collection, table.term, table.chunkKey] }),
    index('knowledge_posting_chunk_index').on(table.chunkKey),
  ],
);
