/** The state of the lab: the runs as their events come in, and the adapted model for whoever hands it in. */
import type { BackendInfo } from '@glassbox/core';
import { GuardedCalls } from '../parts/guarded-calls.svelte.ts';
import type { OfferedFile } from '../parts/lab-models.ts';
import type { BackendChoice, ShippedModel } from '../worker/contract.ts';
import { connectHeadStart } from './connect.ts';
import type { HeadStartEvent, HeadStartSetting } from './contract.ts';

const SHOWN_EXAMPLES = 5;

export class HeadStartLab extends GuardedCalls {
  backend = $state.raw<BackendInfo>();
  parameterCount = $state<number>();
  examples = $state.raw<readonly string[]>([]);
  events = $state.raw<readonly HeadStartEvent[]>([]);
  finished = $state(false);
  running = $state.raw<AbortController>();
  readonly #connection = connectHeadStart();

  async showExamples(model: ShippedModel, seed: number): Promise<void> {
    await this.guarded(async () => {
      this.examples = await this.#connection.call('examples', { model, seed, count: SHOWN_EXAMPLES });
    });
  }

  /** Resolves to whether every run came to its end. */
  async run(backend: BackendChoice, setting: HeadStartSetting): Promise<boolean> {
    const running = new AbortController();
    this.forget();
    this.running = running;
    await this.guarded(async () => {
      await this.openedOn(backend, async () => {
        this.backend = await this.#connection.call('selectBackend', { prefer: backend });
      });
      const onEvent = (event: HeadStartEvent) => {
        this.events = [...this.events, event];
      };
      const { parameterCount } = await this.#connection.call('run', setting, { signal: running.signal, onEvent });
      this.parameterCount = parameterCount;
      this.finished = !running.signal.aborted;
    });
    this.running = undefined;
    return this.finished;
  }

  forget(): void {
    this.events = [];
    this.finished = false;
  }

  async takeModel(): Promise<readonly OfferedFile[] | 'empty' | 'busy'> {
    if (this.running) return 'busy';
    if (!this.finished) return 'empty';
    const files = await this.#connection.call('exportModel', null);
    return files.length > 0 ? files : 'empty';
  }

  close(): void {
    this.#connection.close();
  }
}
