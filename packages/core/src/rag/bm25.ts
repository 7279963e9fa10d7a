/**
 * Okapi BM25 over an inverted index that changes in place: adding and removing leave exactly the statistics that an
 * index built anew would have.
 *
 *   score(q, d) = Σₜ idf(t) · tf·(k₁+1) / (tf + k₁·(1 − b + b·|d|/avgdl)),   idf(t) = ln(1 + (N − n(t) + ½)/(n(t) + ½))
 *
 * The 1 inside the logarithm is Lucene's: it keeps idf positive for terms in more than half of the texts. Lucene leaves
 * out the constant factor k₁+1, which changes no order.
 *
 * @see Robertson & Zaragoza 2009, "The Probabilistic Relevance Framework: BM25 and Beyond", 3.1
 */
import { type Scored, TopList } from './top-list.ts';

/** The two free numbers of BM25. */
export interface Bm25Options {
  /** How soon repeating a term stops counting. Default 1.2. */
  readonly k1?: number;
  /** How much long texts are held back, 0 to 1. Default 0.75. */
  readonly b?: number;
}

/** k₁ and b as most systems have them. */
const DEFAULTS = { k1: 1.2, b: 0.75 } as const;

/**
 * Returns what one term adds to the score of one text: idf · tf·(k₁+1) / (tf + k₁·(1 − b + b·|d|/avgdl)). A store that
 * ranks in a database scores its candidates with it and so gives the numbers that memory gives, to the last digit.
 *
 * @param idf `inverseDocumentFrequency`
 * @param count tf, how often the term stands in the text
 * @param length |d|, number of terms in the text
 * @param averageLength avgdl, over all texts
 */
export function termScore(
  idf: number,
  count: number,
  { length, averageLength }: { readonly length: number; readonly averageLength: number },
  { k1 = DEFAULTS.k1, b = DEFAULTS.b }: Bm25Options = DEFAULTS,
): number {
  return (idf * count * (k1 + 1)) / (count + k1 * (1 - b + (b * length) / averageLength));
}

/** One term's texts: slots and how often it stands there. */
interface Postings {
  readonly slots: number[];
  readonly counts: number[];
}

interface Entry {
  readonly id: string;
  readonly length: number;
  readonly terms: readonly string[];
}

/** Returns the weight of a term that stands in `frequency` of `count` texts. */
export function inverseDocumentFrequency(count: number, frequency: number): number {
  return Math.log(1 + (count - frequency + 0.5) / (frequency + 0.5));
}

/** An inverted index with BM25 scores; plain memory, nothing to dispose. */
export class Bm25Index {
  readonly #options: Required<Bm25Options>;
  readonly #postings = new Map<string, Postings>();
  /** By slot; free slots are undefined and used again. */
  readonly #entries: (Entry | undefined)[] = [];
  readonly #slotOf = new Map<string, number>();
  readonly #free: number[] = [];
  #totalLength = 0;
  #visited = 0;

  constructor(options: Bm25Options = {}) {
    this.#options = { ...DEFAULTS, ...options };
  }

  get size(): number {
    return this.#slotOf.size;
  }

  /** How many postings all searches so far have read: their work, whatever the clock says. */
  get visited(): number {
    return this.#visited;
  }

  /** In how many texts a term stands. */
  frequency(term: string): number {
    return this.#postings.get(term)?.slots.length ?? 0;
  }

  /** Adds a text by its terms, repetitions included; a text of the same id is replaced. */
  add(id: string, terms: readonly string[]): void {
    this.remove(id);
    const counts = new Map<string, number>();
    for (const term of terms) counts.set(term, (counts.get(term) ?? 0) + 1);
    const slot = this.#free.pop() ?? this.#entries.length;
    this.#entries[slot] = { id, length: terms.length, terms: [...counts.keys()] };
    this.#slotOf.set(id, slot);
    this.#totalLength += terms.length;
    for (const [term, count] of counts) {
      let postings = this.#postings.get(term);
      if (!postings) {
        postings = { slots: [], counts: [] };
        this.#postings.set(term, postings);
      }
      postings.slots.push(slot);
      postings.counts.push(count);
    }
  }

  /** Removes a text; returns whether it was there. */
  remove(id: string): boolean {
    const slot = this.#slotOf.get(id);
    const entry = slot === undefined ? undefined : this.#entries[slot];
    if (slot === undefined || !entry) return false;
    for (const term of entry.terms) this.#removePosting(term, slot);
    this.#totalLength -= entry.length;
    this.#entries[slot] = undefined;
    this.#slotOf.delete(id);
    this.#free.push(slot);
    return true;
  }

  /** Returns the best texts for some terms, best first; equal scores in the order of their ids. */
  search(terms: readonly string[], limit: number): Scored[] {
    const scores = new Map<number, number>();
    const averageLength = this.#totalLength / Math.max(1, this.size);
    for (const term of terms) {
      const postings = this.#postings.get(term);
      if (!postings) continue;
      const idf = inverseDocumentFrequency(this.size, postings.slots.length);
      this.#visited += postings.slots.length;
      for (let i = 0; i < postings.slots.length; i++) {
        const slot = postings.slots[i] as number;
        const count = postings.counts[i] as number;
        const length = this.#entries[slot]?.length ?? 0;
        const score = termScore(idf, count, { length, averageLength }, this.#options);
        scores.set(slot, (scores.get(slot) ?? 0) + score);
      }
    }
    const best = new TopList(limit);
    for (const [slot, score] of scores) best.offer(this.#entries[slot]?.id ?? '', score);
    return best.sorted();
  }

  /** The last posting takes the place of the removed one: order within a term does not matter. */
  #removePosting(term: string, slot: number): void {
    const postings = this.#postings.get(term);
    if (!postings) return;
    const at = postings.slots.lastIndexOf(slot);
    const [lastSlot, lastCount] = [postings.slots.pop(), postings.counts.pop()];
    if (lastSlot === undefined || lastCount === undefined) return;
    if (at < postings.slots.length) {
      postings.slots[at] = lastSlot;
      postings.counts[at] = lastCount;
    }
    if (postings.slots.length === 0) this.#postings.delete(term);
  }
}
