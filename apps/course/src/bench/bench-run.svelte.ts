/** A measurement in the view: drives a worker of its own, holds what it told so far, and ends it for good. */
import type { BenchPart, BenchRow } from '@glassbox/kernels/bench';
import type { Connection } from '../labs/worker/connection.ts';
import { codeOf } from '../labs/worker/protocol.ts';
import { connectBench } from './bench-connection.ts';
import type { BenchBackend, BenchEvent, BenchMethods, Device, MeasuredModel, ModelChoice } from './contract.ts';

export type Phase = 'idle' | 'running' | 'finished' | 'stopped' | 'failed';

export class BenchRun {
  phase = $state<Phase>('idle');
  device = $state.raw<Device>();
  model = $state.raw<MeasuredModel>();
  rows = $state.raw<readonly BenchRow[]>([]);
  done = $state(0);
  total = $state(0);
  /** What is measured now; undefined while the backend starts and the model is chosen. */
  part = $state<BenchPart>();
  seconds = $state(0);
  failure = $state.raw<{ code: string; message: string }>();

  #connection: Connection<BenchMethods> | undefined;
  #clock: ReturnType<typeof setInterval> | undefined;

  async start(backend: BenchBackend, model: ModelChoice): Promise<void> {
    if (this.phase === 'running') return;
    this.#reset();
    this.phase = 'running';
    const began = performance.now();
    this.#clock = setInterval(() => {
      this.seconds = Math.floor((performance.now() - began) / 1_000);
    }, 1_000);
    const connection = connectBench();
    this.#connection = connection;
    try {
      await connection.call('measure', { backend, model }, { onEvent: (event) => this.#take(event) });
      this.#end(connection, 'finished');
    } catch (error) {
      if (this.#connection !== connection) return;
      this.failure = { code: codeOf(error), message: error instanceof Error ? error.message : String(error) };
      this.#end(connection, 'failed');
    }
  }

  /** Ends the worker in the middle of whatever it does: a slow device must not be waited for. */
  stop(): void {
    if (this.#connection) this.#end(this.#connection, 'stopped');
  }

  /** Does nothing for a connection that has ended before: a stopped one still fails its call. */
  #end(connection: Connection<BenchMethods>, phase: Phase): void {
    if (this.#connection !== connection) return;
    this.#connection = undefined;
    this.phase = phase;
    clearInterval(this.#clock);
    connection.close();
  }

  #take(event: BenchEvent): void {
    if (event.kind === 'started') this.device = event.device;
    else if (event.kind === 'model') this.model = event.model;
    else {
      this.rows = event.rows;
      this.done = event.done;
      this.total = event.total;
      this.part = event.part;
    }
  }

  #reset(): void {
    this.device = undefined;
    this.model = undefined;
    this.rows = [];
    this.done = 0;
    this.total = 0;
    this.part = undefined;
    this.seconds = 0;
    this.failure = undefined;
  }
}
