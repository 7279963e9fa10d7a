/** The best few of many, without sorting the many. */

/** An id with the score that ranks it. */
export interface Scored {
  readonly id: string;
  readonly score: number;
}

/** Keeps the `limit` best that were offered, in a binary heap with the worst on top. */
export class TopList {
  readonly #limit: number;
  readonly #heap: Scored[] = [];

  constructor(limit: number) {
    this.#limit = limit;
  }

  offer(id: string, score: number): void {
    if (this.#limit <= 0) return;
    const worst = this.#heap[0];
    if (this.#heap.length < this.#limit) {
      this.#heap.push({ id, score });
      this.#rise(this.#heap.length - 1);
    } else if (worst && isBetter({ id, score }, worst)) {
      this.#heap[0] = { id, score };
      this.#sink();
    }
  }

  /** Best first; equal scores in the order of their ids, so that results don't hang on the order of offers. */
  sorted(): Scored[] {
    return [...this.#heap].sort((a, b) => (isBetter(a, b) ? -1 : 1));
  }

  #rise(from: number): void {
    let at = from;
    while (at > 0) {
      const parent = (at - 1) >> 1;
      if (!this.#isWorse(at, parent)) return;
      this.#swap(at, parent);
      at = parent;
    }
  }

  #sink(): void {
    let at = 0;
    for (;;) {
      let worst = at;
      for (const child of [2 * at + 1, 2 * at + 2]) {
        if (child < this.#heap.length && this.#isWorse(child, worst)) worst = child;
      }
      if (worst === at) return;
      this.#swap(at, worst);
      at = worst;
    }
  }

  #isWorse(a: number, b: number): boolean {
    const [first, second] = [this.#heap[a], this.#heap[b]];
    return first !== undefined && second !== undefined && isBetter(second, first);
  }

  #swap(a: number, b: number): void {
    const [first, second] = [this.#heap[a], this.#heap[b]];
    if (first && second) [this.#heap[a], this.#heap[b]] = [second, first];
  }
}

function isBetter(a: Scored, b: Scored): boolean {
  return a.score > b.score || (a.score === b.score && a.id < b.id);
}
