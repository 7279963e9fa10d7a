/** A shipped model in a lab's worker, opened at the first need and again after the backend changed. */
import type { BackendInfo } from '@glassbox/core';
import type { BackendChoice, LabMethods, ModelFacts, ShippedModel } from '../worker/contract.ts';
import { connectLab, type LabConnection } from '../worker/lab-connection.ts';

export class ModelSession {
  backend = $state.raw<BackendInfo>();
  facts = $state.raw<ModelFacts>();
  readonly #connection: LabConnection = connectLab();
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

  /** Asks the open model. After a failure the model is opened anew by the next `ready`: the worker or the GPU may be gone. */
  async ask<K extends 'distribution' | 'write' | 'guessingText' | 'guessingPlace'>(
    method: K,
    params: LabMethods[K]['params'],
    options?: { onEvent?: (event: LabMethods[K]['event']) => void; signal?: AbortSignal },
  ): Promise<LabMethods[K]['result']> {
    try {
      return await this.#connection.call(method, params, options);
    } catch (error) {
      this.#chosen = undefined;
      throw error;
    }
  }

  async #open(backend: BackendChoice): Promise<void> {
    this.backend = await this.#connection.call('selectBackend', { prefer: backend });
    this.facts = await this.#connection.call('openModel', { name: this.#name });
  }

  close(): void {
    this.#connection.close();
  }
}
