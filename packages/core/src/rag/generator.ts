/** Writes the answer from what was found. The default one quotes; others write, and every sentence of theirs is checked. */
import type { Chunk } from './chunk.ts';
import type { Citation, Evidence } from './evidence.ts';
import { chooseQuotes, type QuoteOptions } from './quotable.ts';

/** A sentence of an answer with the places that support it. */
export interface AnswerSentence {
  readonly text: string;
  /** At least one. */
  readonly citations: readonly Citation[];
}

/** What a generator is given. */
export interface GenerateRequest {
  readonly question: string;
  /** Best first. */
  readonly passages: readonly Chunk[];
  /** The sentences of the passages, most probable first. */
  readonly evidence: readonly Evidence[];
  /** Below it a sentence is no answer. */
  readonly threshold: number;
  readonly signal?: AbortSignal;
}

/** What a generator gives back: sentences with citations, and what had none. */
export interface Draft {
  /** Empty: nothing supported could be said, and the knowledge base refuses. */
  readonly sentences: readonly AnswerSentence[];
  /** What was written but no passage supports; not part of the answer. */
  readonly unsupported: readonly string[];
}

/** Anything that turns a question and passages into sentences with citations. */
export interface Generator {
  readonly id: string;
  generate(request: GenerateRequest): Promise<Draft>;
}

/**
 * Returns the generator that only quotes: the most probable sentences, word for word, in the order of the document. What
 * a document says, instructions included, can become a quote but never an act.
 */
export function extractiveGenerator(options: QuoteOptions = {}): Generator {
  return {
    id: 'extractive',
    async generate({ evidence, threshold }) {
      const distinct = evidence.filter(({ text }, index) => evidence.findIndex((one) => one.text === text) === index);
      const sentences = chooseQuotes(distinct, threshold, options)
        .sort((a, b) => (a.document === b.document ? a.start - b.start : b.probability - a.probability))
        .map(({ text, document, start, end }) => ({ text, citations: [{ document, start, end }] }));
      return { sentences, unsupported: [] };
    },
  };
}
