/** A shipped model in a lab's worker, opened at the first need and again after the backend changed. */
import type { BackendInfo } from '@glassbox/core';
import type { BackendChoice, LabMethods, ModelFacts, ShippedModel } from '../worker/contract.ts';
import { connectLab, type LabConnection } from '../worker/lab-connection.ts';
import { OpenedOnce } from './opened-once.ts';

export class ModelSession {
  backend = $state.raw<BackendInfo>();
  facts = $state.raw<ModelFacts>();
  readonly #connection: LabConnection = connectLab();
  readonly #name: ShippedModel;
  readonly #opened = new OpenedOnce<BackendChoice>();

  constructor(name: ShippedModel) {
    this.#name = name;
  }

  /** Resolves when the model can be asked. Rejects with a code when it cannot; the next call tries again. */
  ready(backend: BackendChoice): Promise<void> {
    return this.#opened.ready(backend, async () => {
      this.backend = await this.#connection.call('selectBackend', { prefer: backend });
      this.facts = await this.#connection.call('openModel', { name: this.#name });
    });
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
      this.#opened.forget();
      throw error;
    }
  }

  close(): void {
    this.#connection.close();
  }
}
