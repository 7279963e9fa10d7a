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
  #connection: Connection<RaceMethods> | undefined;
  #stopped = false;

  /** Resolves to whether it ran to its end. */
  async start(seed: number): Promise<boolean> {
    this.stop();
    this.points = [];
    this.missing = [];
    this.finished = false;
    this.failure = undefined;
    this.#stopped = false;
    for (const runner of RUNNERS) {
      this.runner = runner;
      await this.#run(runner, seed);
      if (this.#stopped || this.failure) break;
    }
    this.runner = undefined;
    this.finished = !this.#stopped && !this.failure;
    return this.finished;
  }

  /** Ends the worker in the middle of whatever it does. */
  stop(): void {
    this.#stopped = true;
    this.#connection?.close();
    this.#connection = undefined;
  }

  async #run(runner: Runner, seed: number): Promise<void> {
    const connection = connectRace();
    this.#connection = connection;
    try {
      const onEvent = (point: RacePoint) => {
        this.points = [...this.points, point];
      };
      await connection.call('race', { runner, seed }, { onEvent });
    } catch (error) {
      const failure = failureOf(error);
      if (this.#stopped || !failure) return;
      // A device without WebAssembly or WebGPU, or with a broken one, still has a race.
      if (runner === 'js') this.failure = failure;
      else this.missing = [...this.missing, runner];
    } finally {
      connection.close();
    }
  }
}
