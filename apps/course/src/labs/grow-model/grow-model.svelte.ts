/** The state of the lab: what is counted for the sliders, and two models that were really built. */
import type { BackendInfo } from '@glassbox/core';
import { GuardedCalls } from '../parts/guarded-calls.svelte.ts';
import type { Connection } from '../worker/connection.ts';
import { connectGrow } from './connect.ts';
import type { Built, Counts, GrowMethods, PublishedModel, Shape } from './contract.ts';
import { type GrowChoices, twiceAsWide } from './plan.ts';

/** A model that was built, and what had been counted for it. */
export interface Trial {
  shape: Shape;
  counted: number;
  built: Built;
}

export class GrowModel extends GuardedCalls {
  backend = $state.raw<BackendInfo>();
  published = $state.raw<readonly PublishedModel[]>([]);
  counts = $state.raw<Counts>();
  trials = $state.raw<readonly Trial[]>([]);
  /** 1 or 2 while that one is being built. */
  building = $state<number>();
  readonly #connection: Connection<GrowMethods>;
  #wanted: Shape | undefined;
  #counting = false;
  #stopped = false;

  constructor(connection: Connection<GrowMethods> = connectGrow()) {
    super();
    this.#connection = connection;
  }

  /** Counts what the sliders say; while one count is under way only the newest waits. */
  async count(shape: Shape): Promise<void> {
    this.#wanted = shape;
    if (this.#counting) return;
    this.#counting = true;
    await this.guarded(async () => {
      if (this.published.length === 0) this.published = await this.#connection.call('published', null);
      while (this.#wanted) {
        const next: Shape = this.#wanted;
        this.#wanted = undefined;
        this.counts = await this.#connection.call('count', { shape: next });
      }
    });
    this.#counting = false;
  }

  /** Builds the model of the sliders and one twice as wide. Resolves to whether both were built; to false while others are. */
  async buildBoth({ shape, seed, backend }: GrowChoices): Promise<boolean> {
    if (this.building !== undefined) return false;
    this.building = 1;
    this.#stopped = false;
    this.trials = [];
    await this.guarded(async () => {
      await this.openedOn(backend, async () => {
        this.backend = await this.#connection.call('selectBackend', { prefer: backend });
      });
      for (const one of [shape, twiceAsWide(shape)]) {
        if (this.#stopped) return;
        this.building = this.trials.length + 1;
        const { parameters } = await this.#connection.call('count', { shape: one });
        const built = await this.#connection.call('build', { shape: one, seed });
        this.trials = [...this.trials, { shape: one, counted: parameters.total, built }];
      }
    });
    this.building = undefined;
    return this.trials.length === 2;
  }

  /** No further model is begun; the one at hand is finished. */
  stop(): void {
    this.#stopped = true;
  }

  close(): void {
    this.#connection.close();
  }
}
