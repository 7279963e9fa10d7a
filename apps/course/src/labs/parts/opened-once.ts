/** What is opened once per key: whoever asks for the same key waits for the same opening. Another key, or a failure, opens anew. */
export class OpenedOnce<Key> {
  #last: { readonly key: Key; readonly done: Promise<void> } | undefined;

  /** Resolves when `open` has, now or before. Rejects with what went wrong there; the next call tries again. */
  ready(key: Key, open: () => Promise<void>): Promise<void> {
    if (this.#last && this.#last.key === key) return this.#last.done;
    const opening = { key, done: open() };
    this.#last = opening;
    opening.done.catch(() => {
      if (this.#last === opening) this.#last = undefined;
    });
    return opening.done;
  }

  /** The next call opens, whatever is open. */
  forget(): void {
    this.#last = undefined;
  }
}
