/** The state of the lab: the runs as their events come in, and the adapted model for whoever hands it in. */
import type { BackendInfo } from '@glassbox/core';
import type { Locale } from '@glassbox/quiz';
import { tellNotKept } from '../../notices/site-news.ts';
import { GuardedCalls } from '../parts/guarded-calls.svelte.ts';
import { type KeptResult, keptResult } from '../parts/kept-result.ts';
import type { OfferedFile } from '../parts/lab-models.ts';
import type { Connection } from '../worker/connection.ts';
import type { BackendChoice, ShippedModel } from '../worker/contract.ts';
import { connectHeadStart } from './connect.ts';
import type { HeadStartEvent, HeadStartMethods, HeadStartSetting } from './contract.ts';
import { type FinishedRuns, readRuns } from './plan.ts';

const SHOWN_EXAMPLES = 5;

export class HeadStartLab extends GuardedCalls {
  backend = $state.raw<BackendInfo>();
  parameterCount = $state<number>();
  examples = $state.raw<readonly string[]>([]);
  events = $state.raw<readonly HeadStartEvent[]>([]);
  finished = $state(false);
  running = $state.raw<AbortController>();
  /** Whether what is shown was measured before this visit, or for an earlier choice of settings. */
  isKept = $state(false);
  readonly #connection: Connection<HeadStartMethods>;
  readonly #kept: KeptResult<HeadStartSetting, FinishedRuns>;

  constructor(locale: Locale, connection: Connection<HeadStartMethods> = connectHeadStart(), store?: Storage) {
    super();
    this.#connection = connection;
    this.#kept = keptResult(`glassbox.head-start.runs.${locale}`, readRuns, store);
  }

  /** Shows what was measured with this setting, or nothing. */
  recall(setting: HeadStartSetting): void {
    this.#forget();
    const found = this.#kept.find(setting);
    if (!found) return;
    this.events = found.events;
    this.parameterCount = found.parameterCount;
    this.finished = true;
    this.isKept = true;
  }

  async showExamples(model: ShippedModel, seed: number): Promise<void> {
    await this.guarded(async () => {
      this.examples = await this.#connection.call('examples', { model, seed, count: SHOWN_EXAMPLES });
    });
  }

  /** Resolves to whether every run came to its end. */
  async run(backend: BackendChoice, setting: HeadStartSetting): Promise<boolean> {
    const running = new AbortController();
    this.#forget();
    this.running = running;
    await this.guarded(async () => {
      await this.openedOn(backend, async () => {
        this.backend = await this.#connection.call('selectBackend', { prefer: backend });
      });
      const onEvent = (event: HeadStartEvent) => {
        this.events = [...this.events, event];
      };
      const { parameterCount, kept } = await this.#connection.call('run', setting, { signal: running.signal, onEvent });
      this.parameterCount = parameterCount;
      this.finished = !running.signal.aborted;
      if (!this.finished) return;
      this.#kept.keep(setting, { events: this.events, parameterCount });
      if (!kept) tellNotKept();
    });
    this.running = undefined;
    return this.finished;
  }

  #forget(): void {
    this.events = [];
    this.finished = false;
    this.isKept = false;
  }

  /** The adapted model of the runs that are shown, which had this setting. */
  async takeModel(setting: HeadStartSetting): Promise<readonly OfferedFile[] | 'empty' | 'busy'> {
    if (this.running) return 'busy';
    if (!this.finished) return 'empty';
    const files = await this.#connection.call('exportModel', setting);
    return files.length > 0 ? files : 'empty';
  }

  close(): void {
    this.#connection.close();
  }
}
