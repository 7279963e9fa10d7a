/**
 * What the states of labs have in common: work that may fail, one piece after the other where the order matters, and the
 * failure of the last piece. A lab's state extends it.
 */
import type { RunFailure } from '../training/run-state.ts';
import type { BackendChoice } from '../worker/contract.ts';
import { failureOf } from './failure.ts';
import { OpenedOnce } from './opened-once.ts';

export class GuardedCalls {
  /** What went wrong last; undefined once something has gone well. */
  failure = $state.raw<RunFailure>();
  #queue: Promise<void> = Promise.resolve();
  readonly #opened = new OpenedOnce<BackendChoice>();

  /**
   * Puts away what a failure leaves behind. Called before the failure is told; answers `told` where the lab says in its own
   * words what was wrong, or nothing was.
   */
  protected afterFailure?(failure: RunFailure): 'told' | undefined;

  /** Resolves when the work is done or has failed; never rejects. */
  protected async guarded(work: () => Promise<void>): Promise<void> {
    try {
      await work();
      this.failure = undefined;
    } catch (error) {
      const failure = failureOf(error);
      if (!failure || this.afterFailure?.(failure) === 'told') return;
      this.#opened.forget();
      this.failure = failure;
    }
  }

  /** Resolves when `open` has made a backend current and its models ready: once, and again only after a failure that is told. */
  protected openedOn(backend: BackendChoice, open: () => Promise<void>): Promise<void> {
    return this.#opened.ready(backend, open);
  }

  /** Does the work when all that was queued before it is done; a run that was cancelled still answers. */
  protected queued(work: () => Promise<void>): Promise<void> {
    this.#queue = this.#queue.then(() => this.guarded(work));
    return this.#queue;
  }
}
