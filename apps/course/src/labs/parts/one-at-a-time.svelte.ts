/** What the states of labs have in common that do one thing at a time, say which, and can be asked to stop it. */
import { GuardedCalls } from './guarded-calls.svelte.ts';

export class OneAtATime<Kind extends string> extends GuardedCalls {
  /** What is under way. */
  busy = $state<Kind>();
  #stopping: AbortController | undefined;

  /** Asks the work under way to end early. */
  stop(): void {
    this.#stopping?.abort();
  }

  /** Whether the work at hand, or the last one, was asked to stop. */
  protected get stopped(): boolean {
    return this.#stopping?.signal.aborted === true;
  }

  /** Does the work unless something is under way. Resolves to whether it came to its end, neither stopped nor failed. */
  protected async alone(kind: Kind, work: (signal: AbortSignal) => Promise<void>): Promise<boolean> {
    if (this.busy) return false;
    const stopping = new AbortController();
    this.#stopping = stopping;
    this.busy = kind;
    let ended = false;
    await this.guarded(async () => {
      await work(stopping.signal);
      ended = !stopping.signal.aborted;
    });
    this.busy = undefined;
    return ended;
  }
}
