/** Looks at every sentence of the passages found: which of them answers the question, and how surely? */
import { inverseDocumentFrequency } from './bm25.ts';
import { type Calibration, type Clues, probabilityOf } from './calibration.ts';
import type { Chunk } from './chunk.ts';
import type { ChunkStore, TermStatistics } from './chunk-store.ts';
import type { Span } from './document.ts';
import type { Embedder } from './embedder.ts';
import { termsOf } from './terms.ts';
import { cosine, dotProduct, normalised } from './vector-index.ts';

/** A place in a document: document.text.slice(start, end) is the quote. */
export interface Citation extends Span {
  readonly document: string;
}

/** One sentence of the passages found, and how probably it answers the question. */
export interface Evidence extends Citation {
  readonly text: string;
  readonly chunk: string;
  readonly clues: Clues;
  /** That this sentence answers the question. */
  readonly probability: number;
}

/** What is needed to weigh sentences. */
export interface EvidenceOptions {
  readonly store: ChunkStore;
  readonly embedder?: Embedder | undefined;
  /** Of the question. */
  readonly vector?: Float32Array | undefined;
  readonly calibration: Calibration;
  readonly signal?: AbortSignal | undefined;
}

/** Question words for an amount, a time, a price, a size: the answer will hold a number. */
const ASKS_QUANTITY =
  /多少|几(?![乎何率])\p{Script=Han}|多[久长大高远重快厚宽深]|何时|什么时[候间]|什么价|how (?:many|much|long|often|far|old|big|large|heavy|fast|soon|early|late|wide|tall|high|deep|hot|warm|cold|loud|precise|accurate)\b|\bwhen\b|what (?:is|are|do|does|may|will|would)\b.*\b(?:pay|cost|costs|price|fee|fine|charge|rate|age|speed|size|weight|height|temperature|limit|maximum|minimum|most|least)\b|what (?:time|age|size|date|percentage|temperature)\b/iu;
const HOLDS_QUANTITY =
  /\p{N}|[二两三四五六七八九十百千万半]\p{Script=Han}|[一](?:天|年|月|周|次|小时|分钟|种|级|位|人|元|块|折|倍|页|件|台|个月|点|楼|半)|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|sixteen|twenty|thirty|forty|fifty|sixty|ninety|hundred|thousand|half|once|twice|daily|weekly|monthly|annually|midnight|noon)\b/iu;

/** Returns every sentence of some chunks (best chunk first) with its probability, most probable first. */
export async function weighEvidence(
  question: string,
  chunks: readonly Chunk[],
  { store, embedder, vector, calibration, signal }: EvidenceOptions,
): Promise<Evidence[]> {
  const sentences = distinctSentences(chunks);
  const terms = [...new Set(termsOf(question))];
  const weights = idfWeights(await store.statistics(terms), terms);
  const chunkVectors = vector ? await store.vectors(chunks.map(({ id }) => id)) : [];
  const sentenceVectors =
    vector && embedder
      ? await embedder.embed(
          sentences.map(({ text }) => text),
          { kind: 'passage', ...(signal && { signal }) },
        )
      : [];
  const sentenceTerms = sentences.map(({ text }) => termsOf(text));
  const contextTerms = chunks.map(({ context }) => termsOf(context));
  const chunkTerms = chunks.map(({ id }, chunkIndex) => {
    const own = sentences.flatMap(({ chunks: of }, i) => (of.has(id) ? (sentenceTerms[i] ?? []) : []));
    return new Set([...(contextTerms[chunkIndex] ?? []), ...own]);
  });
  const likeness = createLikeness(vector && embedder);
  const asksQuantity = ASKS_QUANTITY.test(question);
  const evidence = sentences.map(({ chunkIndex, chunk, start, end, text }, index): Evidence => {
    const [chunkVector, sentenceVector] = [chunkVectors[chunkIndex], sentenceVectors[index]];
    const clues: Clues = {
      sentenceCoverage: coverage(weights, new Set(sentenceTerms[index])),
      chunkCoverage: coverage(weights, chunkTerms[chunkIndex] ?? new Set()),
      alikeCoverage: alikeCoverage(
        weights,
        new Set([...(sentenceTerms[index] ?? []), ...(contextTerms[chunkIndex] ?? [])]),
        likeness,
      ),
      sentenceCosine: vector && sentenceVector ? cosine(vector, sentenceVector) : 0,
      chunkCosine: vector && chunkVector ? cosine(vector, chunkVector) : 0,
      quantity: asksQuantity ? (HOLDS_QUANTITY.test(text) ? 1 : -1) : 0,
      rank: 1 / (chunkIndex + 1),
    };
    const probability = probabilityOf(clues, calibration);
    return { document: chunk.document, start, end, text, chunk: chunk.id, clues, probability };
  });
  return evidence.sort((a, b) => b.probability - a.probability);
}

interface Candidate extends Span {
  readonly chunkIndex: number;
  readonly chunk: Chunk;
  /** Ids of all chunks that hold it. */
  readonly chunks: Set<string>;
  readonly text: string;
}

/** A sentence that overlapping chunks share counts in the best of them. */
function distinctSentences(chunks: readonly Chunk[]): Candidate[] {
  const found = new Map<string, Candidate>();
  for (const [chunkIndex, chunk] of chunks.entries()) {
    for (const { start, end } of chunk.sentences) {
      const key = `${start} ${chunk.document}`;
      const text = chunk.text.slice(start - chunk.start, end - chunk.start);
      const candidate = found.get(key) ?? { chunkIndex, chunk, chunks: new Set(), start, end, text };
      candidate.chunks.add(chunk.id);
      found.set(key, candidate);
    }
  }
  return [...found.values()];
}

/** Terms that no chunk holds weigh most: a question about something that is nowhere is best refused. */
function idfWeights({ chunkCount, frequencies }: TermStatistics, terms: readonly string[]): Map<string, number> {
  return new Map(terms.map((term, i) => [term, inverseDocumentFrequency(chunkCount, frequencies[i] ?? 0)]));
}

function coverage(weights: ReadonlyMap<string, number>, terms: ReadonlySet<string>): number {
  let [found, all] = [0, 0];
  for (const [term, weight] of weights) {
    all += weight;
    if (terms.has(term)) found += weight;
  }
  return all === 0 ? 0 : found / all;
}

/** Coverage in which a term that is missing counts by the square of its likeness to the term most like it. */
function alikeCoverage(
  weights: ReadonlyMap<string, number>,
  terms: ReadonlySet<string>,
  likeness: ((a: string, b: string) => number) | undefined,
): number {
  if (!likeness) return coverage(weights, terms);
  let [found, all] = [0, 0];
  for (const [term, weight] of weights) {
    all += weight;
    let most = terms.has(term) ? 1 : 0;
    if (most === 0) for (const other of terms) most = Math.max(most, likeness(term, other));
    found += weight * most * most;
  }
  return all === 0 ? 0 : found / all;
}

/** The cosine of two words, each pair looked at once per question; undefined where the embedder embeds no single words. */
function createLikeness(embedder: Embedder | undefined): ((a: string, b: string) => number) | undefined {
  if (!embedder?.embedWord) return undefined;
  const { embedWord } = embedder;
  const known = new Map<string, { readonly vector: Float32Array; readonly likeness: Map<string, number> }>();
  const wordOf = (word: string) => {
    const entry = known.get(word) ?? { vector: normalised(embedWord(word)), likeness: new Map<string, number>() };
    known.set(word, entry);
    return entry;
  };
  return (a, b) => {
    const { vector, likeness } = wordOf(a);
    const found = likeness.get(b) ?? dotProduct(vector, wordOf(b).vector);
    likeness.set(b, found);
    return found;
  };
}
