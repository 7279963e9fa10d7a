/** The state of the lab: the shipped sweeps, and the run of the learner's own as its events come in. */
import type { BackendInfo } from '@glassbox/core';
import type { SweepPoint } from '@glassbox/core/emergence';
import { GuardedCalls } from '../parts/guarded-calls.svelte.ts';
import type { OfferedFile } from '../parts/lab-models.ts';
import type { BackendChoice } from '../worker/contract.ts';
import { connectEmergence } from './connect.ts';
import type { Shipped, TrainEvent, Trained, TrainSetting } from './contract.ts';

export class EmergenceLab extends GuardedCalls {
  backend = $state.raw<BackendInfo>();
  shipped = $state.raw<Shipped>();
  /** The shipped sweeps are on their way. */
  opening = $state(false);
  running = $state.raw<AbortController>();
  progress = $state.raw<{ step: number; steps: number }>();
  looks = $state.raw<readonly SweepPoint[]>([]);
  trained = $state.raw<Trained>();
  ms = $state(0);
  readonly #connection = connectEmergence();

  /** Does nothing while they are on their way. */
  async open(): Promise<void> {
    if (this.opening) return;
    this.opening = true;
    await this.guarded(async () => {
      this.shipped ??= await this.#connection.call('shipped', null);
    });
    this.opening = false;
  }

  /** Returns what was trained, or undefined when it was cancelled or failed. */
  async train(backend: BackendChoice, setting: TrainSetting): Promise<Trained | undefined> {
    const running = new AbortController();
    this.forget();
    this.running = running;
    const begin = performance.now();
    await this.guarded(async () => {
      await this.openedOn(backend, async () => {
        this.backend = await this.#connection.call('selectBackend', { prefer: backend });
      });
      const onEvent = (event: TrainEvent) => {
        if (event.kind === 'look') this.looks = [...this.looks, event.point];
        else this.progress = event;
      };
      this.trained = await this.#connection.call('train', setting, { signal: running.signal, onEvent });
      this.ms = performance.now() - begin;
    });
    this.running = undefined;
    return this.trained;
  }

  forget(): void {
    this.progress = undefined;
    this.looks = [];
    this.trained = undefined;
  }

  /** The model of the last whole run. */
  async takeModel(): Promise<readonly OfferedFile[] | 'empty' | 'busy'> {
    if (this.running) return 'busy';
    return this.trained?.files ?? 'empty';
  }

  close(): void {
    this.#connection.close();
  }
}
