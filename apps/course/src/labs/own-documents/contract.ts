/** What the lab asks of its worker: files onto a shelf, and questions answered from the shelf with the learner's settings. */

export const SEARCHES = ['words', 'meaning', 'both'] as const;
export type Search = (typeof SEARCHES)[number];

export interface Setting {
  /** Widest chunk; a Chinese character counts 2, others 1. */
  columns: number;
  /** How many chunks the answer is taken from. */
  passages: number;
  /** Below it the answer is the fallback. */
  threshold: number;
  search: Search;
}

export interface IncomingFile {
  name: string;
  bytes: Uint8Array;
}

export interface ShelfDocument {
  id: string;
  title: string;
  text: string;
}

/** Why a file was not taken. `unreadable`: broken, locked, or pictures of text only. */
export type ProblemKind = 'empty' | 'ending' | 'large' | 'unreadable';

export interface FileProblem {
  name: string;
  kind: ProblemKind;
}

export interface Progress {
  /** What is counted: files read, characters of the shelf cut anew for another width, questions of the exam. */
  of: 'files' | 'characters' | 'questions';
  done: number;
  total: number;
}

/** A run of a document's text. */
export interface Place {
  document: string;
  start: number;
  end: number;
}

export interface FoundChunk extends Place {
  id: string;
  text: string;
  /** PDF only. */
  page: number | undefined;
  /** Score and place by words (BM25), where the words found it. */
  words: { score: number; rank: number } | undefined;
  /** Cosine and place by meaning, where the meaning found it. */
  meaning: { score: number; rank: number } | undefined;
  /** Of its most probable sentence; undefined where the chunk was found but not passed on. */
  probability: number | undefined;
  cited: boolean;
}

interface SaidSentence {
  text: string;
  place: Place;
  /** Index in `found` of the chunk it stands in. */
  chunk: number;
}

export interface Outcome {
  question: string;
  setting: Setting;
  refused: boolean;
  sentences: readonly SaidSentence[];
  confidence: number;
  /** Best first; the first `passages` of them were passed on. */
  found: readonly FoundChunk[];
  /** On the whole shelf. */
  chunks: number;
}

export interface AddResult {
  added: readonly ShelfDocument[];
  problems: readonly FileProblem[];
}

export interface DocumentMethods {
  add: { params: { files: readonly IncomingFile[]; columns: number }; event: Progress; result: AddResult };
  remove: { params: { id: string }; event: never; result: null };
  ask: { params: { question: string; setting: Setting }; event: Progress; result: Outcome };
}
