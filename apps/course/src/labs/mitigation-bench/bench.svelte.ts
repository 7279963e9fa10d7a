/** The state of the bench: what was measured so far, and the measurement at hand. */
import type { BackendInfo } from '@glassbox/core';
import { connectClosedWorld } from '../closed-world/connect.ts';
import type { OpenedWorld, Progress, Setting } from '../closed-world/contract.ts';
import { GuardedCalls } from '../parts/guarded-calls.svelte.ts';
import type { BackendChoice } from '../worker/contract.ts';
import { findRow, nextId, type Row, rowOf, withRow } from './rows.ts';

export class Bench extends GuardedCalls {
  backend = $state.raw<BackendInfo>();
  world = $state.raw<OpenedWorld>();
  rows = $state.raw<readonly Row[]>([]);
  chosen = $state<number>();
  progress = $state.raw<Progress>();
  readonly #connection = connectClosedWorld();
  #stop: AbortController | undefined;

  /** Measures what has no row yet, in order. Resolves to whether all have one now. */
  async measure(settings: readonly Setting[], backend: BackendChoice): Promise<boolean> {
    const stop = new AbortController();
    this.#stop = stop;
    this.progress = { phase: 'asking', done: 0, total: 0 };
    let finished = false;
    await this.guarded(async () => {
      await this.#ready(backend);
      for (const setting of settings) {
        const row = findRow(this.rows, setting) ?? (await this.#row(setting, stop.signal));
        if (!row) break;
        this.chosen = row.id;
      }
      finished = !stop.signal.aborted;
    });
    this.progress = undefined;
    return finished;
  }

  cancel(): void {
    this.#stop?.abort();
  }

  setThreshold(id: number, threshold: number): void {
    this.rows = this.rows.map((row) => (row.id === id ? { ...row, threshold } : row));
  }

  /** The row once more, so that it stays while the slider goes on. */
  keepCopy(id: number): void {
    const row = this.rows.find((one) => one.id === id);
    if (!row) return;
    const copy = { ...row, id: nextId(this.rows) };
    this.rows = withRow(this.rows, copy);
    this.chosen = copy.id;
  }

  clear(): void {
    this.rows = [];
    this.chosen = undefined;
  }

  close(): void {
    this.#connection.close();
  }

  async #row(setting: Setting, signal: AbortSignal): Promise<Row | undefined> {
    const onEvent = (progress: Progress) => {
      this.progress = progress;
    };
    const measured = await this.#connection.call('measure', setting, { onEvent, signal });
    if (!measured || signal.aborted) return undefined;
    const row = rowOf(nextId(this.rows), setting, measured);
    this.rows = withRow(this.rows, row);
    return row;
  }

  #ready(backend: BackendChoice): Promise<void> {
    return this.openedOn(backend, async () => {
      this.backend = await this.#connection.call('selectBackend', { prefer: backend });
      this.world = await this.#connection.call('open', null);
    });
  }
}
