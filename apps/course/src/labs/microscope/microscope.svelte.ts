/** The state of the microscope: what is chosen, what the model computed for it, and the try of every head in turn. */
import type { BackendInfo } from '@glassbox/core';
import { GuardedCalls } from '../parts/guarded-calls.svelte.ts';
import type { RunFailure } from '../training/run-state.ts';
import type { BackendChoice, ShippedModel } from '../worker/contract.ts';
import type { MicroscopeChoices } from './choices.ts';
import { connectMicroscope } from './connect.ts';
import type { HeadCost, Look, OpenedModel } from './contract.ts';
import { tryHeads } from './try-heads.ts';

/** Candidates per layer; the change is drawn over these. */
const TOP = 8;

export class Microscope extends GuardedCalls {
  backend = $state.raw<BackendInfo>();
  model = $state.raw<OpenedModel>();
  look = $state.raw<Look>();
  /** The same text with every head on, when some are off. */
  whole = $state.raw<Look>();
  /** The text holds a character the model has no sign for. */
  unknown = $state(false);
  costs = $state.raw<readonly HeadCost[]>([]);
  /** Bits per character with every head on, once the try has ended. */
  all = $state<number>();
  /** While the heads are tried one by one. */
  trying = $state.raw<AbortController>();
  readonly #connection = connectMicroscope();
  readonly #name: ShippedModel;
  #looking = false;
  #next: MicroscopeChoices | undefined;

  constructor(name: ShippedModel) {
    super();
    this.#name = name;
  }

  /** Looks at what is chosen. While one look is under way only the newest choice waits. */
  async see(choices: MicroscopeChoices): Promise<void> {
    this.#next = choices;
    if (this.#looking) return;
    this.#looking = true;
    while (this.#next) {
      const wanted: MicroscopeChoices = this.#next;
      this.#next = undefined;
      await this.guarded(() => this.#lookAt(wanted));
    }
    this.#looking = false;
  }

  /** Reads the text without each head in turn. Resolves to whether every head was tried. */
  async tryHeads({ text, backend }: MicroscopeChoices): Promise<boolean> {
    const trying = new AbortController();
    this.trying = trying;
    this.costs = [];
    this.all = undefined;
    await this.guarded(async () => {
      await this.#ready(backend);
      const { signal } = trying;
      this.all = await tryHeads(this.#connection, { text, signal, told: (costs) => (this.costs = costs) });
    });
    this.trying = undefined;
    return this.all !== undefined;
  }

  /** What was measured belongs to another text. */
  forgetCosts(): void {
    this.trying?.abort();
    this.costs = [];
    this.all = undefined;
  }

  close(): void {
    this.#connection.close();
  }

  async #lookAt({ text, place, off, backend }: MicroscopeChoices): Promise<void> {
    await this.#ready(backend);
    const params = { text, place, top: TOP };
    const whole = await this.#connection.call('look', { ...params, ablation: {} });
    const without =
      off.length === 0 ? whole : await this.#connection.call('look', { ...params, ablation: { heads: off } });
    this.unknown = false;
    this.whole = off.length === 0 ? undefined : whole;
    this.look = without;
  }

  #ready(backend: BackendChoice): Promise<void> {
    return this.openedOn(backend, async () => {
      this.backend = await this.#connection.call('selectBackend', { prefer: backend });
      this.model = await this.#connection.call('openModel', { name: this.#name });
    });
  }

  protected override afterFailure({ code }: RunFailure): 'told' | undefined {
    if (code === 'tokenizer') {
      this.unknown = true;
      return 'told';
    }
    return undefined;
  }
}
