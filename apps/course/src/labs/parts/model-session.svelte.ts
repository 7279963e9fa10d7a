/** A shipped model in a lab's worker, opened at the first need and again after the backend changed. */
import type { BackendInfo } from '@glassbox/core';
import type { BackendChoice, ModelFacts, ShippedModel } from '../worker/contract.ts';
import { connectLab, type LabConnection } from '../worker/lab-connection.ts';

export class ModelSession {
  backend = $state.raw<BackendInfo>();
  facts = $state.raw<ModelFacts>();
  readonly connection: LabConnection = connectLab();
  readonly #name: ShippedModel;
  #chosen: BackendChoice | undefined;
  #opening: Promise<void> | undefined;

  constructor(name: ShippedModel) {
    this.#name = name;
  }

  /** Resolves when the model can be asked. Rejects with a code when it cannot; the next call tries again. */
  async ready(backend: BackendChoice): Promise<void> {
    if (this.#chosen !== backend) {
      this.#chosen = backend;
      this.#opening = this.#open(backend);
    }
    try {
      await this.#opening;
    } catch (error) {
      this.#chosen = undefined;
      throw error;
    }
  }

  async #open(backend: BackendChoice): Promise<void> {
    this.backend = await this.connection.call('selectBackend', { prefer: backend });
    this.facts = await this.connection.call('openModel', { name: this.#name });
  }

  close(): void {
    this.connection.close();
  }
}
