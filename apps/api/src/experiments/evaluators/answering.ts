/** A knowledge base with a learner's or an author's settings. Shared by the two evaluators that ask one. */
import { fileURLToPath } from 'node:url';
import { nodeDirectory } from '@glassbox/core/node';
import {
  createKnowledgeBase,
  documentFromText,
  type HashedEmbedder,
  loadEmbedder,
  type SearchMode,
  UNCALIBRATED,
} from '@glassbox/core/rag';
import type { AnsweringSettings } from '@glassbox/quiz';
import { z } from 'zod';

const MODES: Readonly<Record<AnsweringSettings['search'], SearchMode>> = {
  words: 'lexical',
  meaning: 'vector',
  both: 'hybrid',
};

export interface AnsweringSystem {
  /** The answer's text, or undefined when it was refused. */
  answer(question: string): Promise<string | undefined>;
}

export const answeringSchema: z.ZodType<AnsweringSettings> = z.strictObject({
  search: z.enum(['words', 'meaning', 'both']),
  passages: z.int().min(1).max(20),
  threshold: z.number().min(0).max(1),
});

/** Returns the embedder that the course ships. */
export function shippedEmbedder(): Promise<HashedEmbedder> {
  return loadEmbedder(
    nodeDirectory(fileURLToPath(new URL('.', import.meta.resolve('@glassbox/models/embedder/config.json')))),
  );
}

/** Returns what answers from these documents in this way. */
export async function createAnswering(
  embedder: HashedEmbedder,
  documents: readonly { id: string; text: string }[],
  { search, passages, threshold }: AnsweringSettings,
): Promise<AnsweringSystem> {
  const calibration = { ...(embedder.calibration ?? UNCALIBRATED), threshold };
  const base = await createKnowledgeBase({ embedder, calibration, fallback: '' });
  await base.add(documents.map(({ id, text }) => documentFromText(id, text)));
  return {
    async answer(question) {
      const { refused, text } = await base.answer(question, { limit: passages, mode: MODES[search] });
      return refused ? undefined : text;
    },
  };
}
