/** The state of the lab: one open world that rests or runs, what was measured in it, and the sweeps over densities. */
import { GuardedCalls } from '../parts/guarded-calls.svelte.ts';
import { connectNature } from './connect.ts';
import type { Frame, Pace, Reading, Rules, Setting, SweepPoint } from './contract.ts';
import { joined } from './plan.ts';

export interface Sweep {
  dawdle: number;
  seed: number;
  points: readonly SweepPoint[];
}

export class NatureLab extends GuardedCalls {
  frame = $state.raw<Frame>();
  readings = $state.raw<readonly Reading[]>([]);
  running = $state(false);
  /** The sweep at hand while it grows. */
  sweeping = $state.raw<Sweep>();
  /** Finished sweeps, the newest last. */
  sweeps = $state.raw<readonly Sweep[]>([]);
  readonly #connection = connectNature();
  #stopRun: AbortController | undefined;
  #stopSweep: AbortController | undefined;

  /** Begins a world at step 0; a run ends. */
  open(setting: Setting): Promise<void> {
    this.pause();
    return this.queued(async () => {
      this.readings = [];
      this.#show(await this.#connection.call('open', setting));
    });
  }

  /** Changes rules of the world while it rests or runs. */
  async adjust(rules: Rules): Promise<void> {
    await this.guarded(async () => {
      await this.#connection.call('adjust', rules);
    });
  }

  advance(steps: number): Promise<void> {
    return this.queued(async () => this.#show(await this.#connection.call('advance', { steps })));
  }

  run(pace: Pace): Promise<void> {
    this.pause();
    const stop = new AbortController();
    this.#stopRun = stop;
    this.running = true;
    return this.queued(async () => {
      const onEvent = (frame: Frame) => {
        if (!stop.signal.aborted) this.#show(frame);
      };
      try {
        const last = await this.#connection.call('run', pace, { onEvent, signal: stop.signal });
        this.#show(last);
      } finally {
        if (this.#stopRun === stop) this.running = false;
      }
    });
  }

  pause(): void {
    this.#stopRun?.abort();
    this.#stopRun = undefined;
    this.running = false;
  }

  /** Resolves to the sweep when it was finished. */
  async sweep(rules: { dawdle: number; seed: number }): Promise<Sweep | undefined> {
    const stop = new AbortController();
    this.#stopSweep = stop;
    this.sweeping = { ...rules, points: [] };
    let finished: Sweep | undefined;
    await this.guarded(async () => {
      const onEvent = (point: SweepPoint) => {
        if (this.sweeping) this.sweeping = { ...this.sweeping, points: [...this.sweeping.points, point] };
      };
      const points = await this.#connection.call('sweep', rules, { onEvent, signal: stop.signal });
      if (stop.signal.aborted) return;
      finished = { ...rules, points };
      this.sweeps = [...this.sweeps, finished];
    });
    this.sweeping = undefined;
    return finished;
  }

  cancelSweep(): void {
    this.#stopSweep?.abort();
  }

  close(): void {
    this.#connection.close();
  }

  #show(frame: Frame): void {
    this.frame = frame;
    this.readings = joined(this.readings, frame.readings);
  }
}
