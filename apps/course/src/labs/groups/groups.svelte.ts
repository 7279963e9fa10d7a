/** The state of the lab: one data set, the grouping at hand, the one before it, and the curve over k. */
import { GuardedCalls } from '../parts/guarded-calls.svelte.ts';
import type { GroupsChoices } from './choices.ts';
import { connectGroups } from './connect.ts';
import type { DataName, ElbowPoint, Frame, Samples } from './contract.ts';

/** A grouping that has settled, to compare the next one with. */
export interface Settled {
  data: DataName;
  k: number;
  seed: number;
  frame: Frame;
}

export class GroupsLab extends GuardedCalls {
  /** The data set that is open. */
  data = $state.raw<DataName>();
  samples = $state.raw<Samples>();
  /** While poems are read. */
  loading = $state.raw<{ done: number; total: number }>();
  frame = $state.raw<Frame>();
  settling = $state(false);
  /** Settled groupings of the open data, the newest last; two at most. */
  settled = $state.raw<readonly Settled[]>([]);
  elbow = $state.raw<readonly ElbowPoint[]>([]);
  measuring = $state(false);
  readonly #connection = connectGroups();
  #stop: AbortController | undefined;
  #stopElbow: AbortController | undefined;

  /** Opens the data and draws the first centres. */
  open(choices: GroupsChoices): Promise<void> {
    this.pause();
    this.cancelElbow();
    const { data, backend } = choices;
    const stop = new AbortController();
    this.#stop = stop;
    return this.queued(async () => {
      if (stop.signal.aborted) return;
      this.frame = undefined;
      this.samples = undefined;
      this.settled = [];
      this.elbow = [];
      const onEvent = (progress: { done: number; total: number }) => {
        this.loading = progress;
      };
      const load = this.#connection.call('load', { data, backend }, { onEvent, signal: stop.signal });
      const samples = await load.finally(() => {
        this.loading = undefined;
      });
      if (!samples) return;
      this.data = data;
      this.samples = samples;
      this.frame = await this.#connection.call('start', { k: choices.k[data], seed: choices.seed });
    });
  }

  /** Draws first centres anew on the open data. */
  start(k: number, seed: number): Promise<void> {
    this.pause();
    return this.queued(async () => {
      if (!this.samples) return;
      this.frame = await this.#connection.call('start', { k, seed });
    });
  }

  step(about: { k: number; seed: number }): Promise<void> {
    return this.queued(async () => this.#show(await this.#connection.call('step', null), about));
  }

  settle(about: { k: number; seed: number }, restMs: number): Promise<void> {
    this.pause();
    const stop = new AbortController();
    this.#stop = stop;
    this.settling = true;
    return this.queued(async () => {
      const onEvent = (frame: Frame) => {
        if (!stop.signal.aborted) this.frame = frame;
      };
      try {
        const last = await this.#connection.call('settle', { restMs }, { onEvent, signal: stop.signal });
        if (!stop.signal.aborted) this.#show(last, about);
      } finally {
        if (this.#stop === stop) this.settling = false;
      }
    });
  }

  pause(): void {
    this.#stop?.abort();
    this.#stop = undefined;
    this.settling = false;
  }

  measureElbow(maxK: number, seed: number): Promise<void> {
    const stop = new AbortController();
    this.#stopElbow = stop;
    this.measuring = true;
    this.elbow = [];
    return this.queued(async () => {
      const onEvent = (point: ElbowPoint) => {
        if (!stop.signal.aborted) this.elbow = [...this.elbow, point];
      };
      try {
        await this.#connection.call('elbow', { maxK, seed }, { onEvent, signal: stop.signal });
      } finally {
        if (this.#stopElbow === stop) this.measuring = false;
      }
    });
  }

  cancelElbow(): void {
    this.#stopElbow?.abort();
    this.measuring = false;
  }

  close(): void {
    this.#connection.close();
  }

  #show(frame: Frame, { k, seed }: { k: number; seed: number }): void {
    this.frame = frame;
    if (frame.settled && this.data) this.settled = [...this.settled, { data: this.data, k, seed, frame }].slice(-2);
  }

  protected override afterFailure(): undefined {
    this.loading = undefined;
    this.measuring = false;
  }
}
