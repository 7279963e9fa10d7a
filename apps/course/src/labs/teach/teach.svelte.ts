/** The state of the lab: the samples at hand, the training that runs or ran, and the sweeps. */
import { GuardedCalls } from '../parts/guarded-calls.svelte.ts';
import type { RunFailure } from '../training/run-state.ts';
import { connectTeach } from './connect.ts';
import type { Lesson, Opened, Progress, Split, SweepPoint, SweepSetting, Taught } from './contract.ts';

export interface Sweep extends SweepSetting {
  points: readonly SweepPoint[];
}

export class TeachLab extends GuardedCalls {
  opened = $state.raw<Opened>();
  /** How the training at hand stands. */
  progress = $state.raw<Progress>();
  taught = $state.raw<Taught & { lesson: Lesson }>();
  training = $state(false);
  sweeping = $state.raw<Sweep>();
  swept = $state.raw<Sweep>();
  readonly #connection = connectTeach();
  #stopSweep: AbortController | undefined;
  #stopTraining: AbortController | undefined;

  /** Lays out the samples of a task; what was learnt from others is put away. */
  async open(split: Split): Promise<void> {
    this.forget();
    await this.guarded(async () => {
      this.opened = await this.#connection.call('open', split);
    });
  }

  forget(): void {
    this.#stopTraining?.abort();
    this.progress = undefined;
    this.taught = undefined;
  }

  async teach(lesson: Lesson): Promise<void> {
    this.forget();
    const stop = new AbortController();
    this.#stopTraining = stop;
    this.training = true;
    await this.guarded(async () => {
      const onEvent = (progress: Progress) => {
        if (!stop.signal.aborted) this.progress = progress;
      };
      const taught = await this.#connection.call('teach', lesson, { onEvent, signal: stop.signal });
      if (!stop.signal.aborted) this.taught = { ...taught, lesson };
    });
    if (this.#stopTraining === stop) this.training = false;
  }

  /** Resolves to the sweep when it was finished. */
  async sweep(setting: SweepSetting): Promise<Sweep | undefined> {
    const stop = new AbortController();
    this.#stopSweep = stop;
    this.sweeping = { ...setting, points: [] };
    let finished: Sweep | undefined;
    await this.guarded(async () => {
      const onEvent = (point: SweepPoint) => {
        if (this.sweeping) this.sweeping = { ...this.sweeping, points: [...this.sweeping.points, point] };
      };
      const points = await this.#connection.call('sweep', setting, { onEvent, signal: stop.signal });
      if (stop.signal.aborted) return;
      finished = { ...setting, points };
      this.swept = finished;
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

  /** What was called off did not fail. */
  protected override afterFailure({ code }: RunFailure): 'told' | undefined {
    return code === 'CANCELLED' ? 'told' : undefined;
  }
}
