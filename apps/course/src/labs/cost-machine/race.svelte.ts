/** A race in the view: each runner in a worker of its own, one after the other, ended when it is done. */
import { failureOf } from '../parts/failure.ts';
import type { RunFailure } from '../training/run-state.ts';
import type { Connection } from '../worker/connection.ts';
import { connectRace } from './connect.ts';
import { type RaceMethods, type RacePoint, RUNNERS, type Runner } from './contract.ts';

export class Race {
  points = $state.raw<readonly RacePoint[]>([]);
  /** Who runs now. */
  runner = $state<Runner>();
  /** Runners that this device does not have. */
  missing = $state.raw<readonly Runner[]>([]);
  finished = $state(false);
  failure = $state.raw<RunFailure>();
  #stopping: AbortController | undefined;
  readonly #connect: () => Connection<RaceMethods>;

  constructor(connect: () => Connection<RaceMethods> = connectRace) {
    this.#connect = connect;
  }

  /** Resolves to whether it ran to its end. */
  async start(seed: number): Promise<boolean> {
    this.stop();
    this.points = [];
    this.missing = [];
    this.finished = false;
    this.failure = undefined;
    const stopping = new AbortController();
    this.#stopping = stopping;
    for (const runner of RUNNERS) {
      this.runner = runner;
      await this.#run(runner, seed, stopping.signal);
      if (stopping.signal.aborted) return false;
      if (this.failure) break;
    }
    this.runner = undefined;
    this.finished = !this.failure;
    return this.finished;
  }

  /** Ends the worker in the middle of whatever it does, also of loading. */
  stop(): void {
    this.#stopping?.abort();
    this.runner = undefined;
  }

  async #run(runner: Runner, seed: number, signal: AbortSignal): Promise<void> {
    const connection = this.#connect();
    const close = () => connection.close();
    signal.addEventListener('abort', close, { once: true });
    try {
      const onEvent = (point: RacePoint) => {
        this.points = [...this.points, point];
      };
      await connection.call('race', { runner, seed }, { onEvent });
    } catch (error) {
      const failure = failureOf(error);
      if (signal.aborted || !failure) return;
      // A device without WebAssembly or WebGPU, or with a broken one, still has a race.
      if (runner === 'js') this.failure = failure;
      else this.missing = [...this.missing, runner];
    } finally {
      signal.removeEventListener('abort', close);
      connection.close();
    }
  }
}
