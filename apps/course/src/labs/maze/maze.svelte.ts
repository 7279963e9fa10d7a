/** The state of the lab: one maze with a learner in it that rests or runs, and what it would do when training has ended. */
import { GuardedCalls } from '../parts/guarded-calls.svelte.ts';
import { connectMaze } from './connect.ts';
import type { Frame, Pace, Setting, Walks } from './contract.ts';

export class MazeLab extends GuardedCalls {
  frame = $state.raw<Frame>();
  /** Reward of every episode so far. */
  rewards = $state.raw<readonly number[]>([]);
  running = $state(false);
  /** When all episodes are played. */
  walks = $state.raw<Walks>();
  readonly #connection = connectMaze();
  #stop: AbortController | undefined;

  /** A new learner that knows nothing; a run ends. */
  open(setting: Setting): Promise<void> {
    this.pause();
    this.walks = undefined;
    return this.queued(async () => {
      this.rewards = [];
      this.#show(await this.#connection.call('open', setting));
    });
  }

  advance(amount: Pick<Pace, 'unit' | 'count'>): Promise<void> {
    return this.queued(async () => {
      this.#show(await this.#connection.call('advance', amount));
      await this.#look();
    });
  }

  run(pace: Pace): Promise<void> {
    this.pause();
    const stop = new AbortController();
    this.#stop = stop;
    this.running = true;
    return this.queued(async () => {
      const onEvent = (frame: Frame) => {
        if (!stop.signal.aborted) this.#show(frame);
        else this.rewards = [...this.rewards, ...frame.rewards];
      };
      try {
        this.#show(await this.#connection.call('run', pace, { onEvent, signal: stop.signal }));
        if (!stop.signal.aborted) await this.#look();
      } finally {
        if (this.#stop === stop) this.running = false;
      }
    });
  }

  pause(): void {
    this.#stop?.abort();
    this.#stop = undefined;
    this.running = false;
  }

  close(): void {
    this.#connection.close();
  }

  #show(frame: Frame): void {
    this.frame = frame;
    if (frame.rewards.length > 0) this.rewards = [...this.rewards, ...frame.rewards];
  }

  async #look(): Promise<void> {
    if (this.frame?.done) this.walks = await this.#connection.call('walk', null);
  }
}
