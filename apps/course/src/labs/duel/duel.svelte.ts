/** The state of the duel: the twins, what both say about the hidden word, and the rounds as they come in. */
import type { BackendInfo } from '@glassbox/core';
import type { Locale } from '@glassbox/quiz';
import { GuardedCalls } from '../parts/guarded-calls.svelte.ts';
import { type KeptResult, keptResult } from '../parts/kept-result.ts';
import type { Connection } from '../worker/connection.ts';
import type { BackendChoice } from '../worker/contract.ts';
import { connectDuel } from './connect.ts';
import type { BlankGuess, DuelMethods, DuelSetting, GameShown, Round, TwinsFacts } from './contract.ts';
import { readRounds } from './plan.ts';

const TOP = 5;

export class DuelLab extends GuardedCalls {
  backend = $state.raw<BackendInfo>();
  facts = $state.raw<TwinsFacts>();
  guess = $state.raw<BlankGuess>();
  game = $state.raw<GameShown>();
  rounds = $state.raw<readonly Round[]>([]);
  /** All rounds of this setting are played. */
  finished = $state(false);
  playing = $state.raw<AbortController>();
  /** Whether the rounds shown were played before this visit, or for an earlier choice of settings. */
  isKept = $state(false);
  readonly #connection: Connection<DuelMethods>;
  readonly #kept: KeptResult<DuelSetting, readonly Round[]>;

  constructor(locale: Locale, connection: Connection<DuelMethods> = connectDuel(), store?: Storage) {
    super();
    this.#connection = connection;
    this.#kept = keptResult(`glassbox.duel.rounds.${locale}`, readRounds, store);
  }

  /** Shows the rounds that were played with this setting, or none. */
  recall(setting: DuelSetting): void {
    this.#forget();
    const rounds = this.#kept.find(setting);
    if (!rounds) return;
    this.rounds = rounds;
    this.finished = true;
    this.isKept = true;
  }

  /** Loads the twins unless they are there. */
  open(backend: BackendChoice): Promise<void> {
    return this.queued(() => this.#ready(backend));
  }

  hide(backend: BackendChoice, words: readonly string[], place: number): Promise<void> {
    return this.queued(async () => {
      await this.#ready(backend);
      this.guess = await this.#connection.call('guess', { words, place, top: TOP });
    });
  }

  showGame(backend: BackendChoice, setting: DuelSetting): Promise<void> {
    return this.queued(async () => {
      await this.#ready(backend);
      this.game = await this.#connection.call('show', setting);
    });
  }

  /** Plays all rounds of a setting. Resolves to whether it came to its end. */
  async play(backend: BackendChoice, setting: DuelSetting): Promise<boolean> {
    const playing = new AbortController();
    this.playing = playing;
    this.#forget();
    await this.queued(async () => {
      await this.#ready(backend);
      const onEvent = (round: Round) => {
        this.rounds = [...this.rounds, round];
      };
      await this.#connection.call('play', setting, { signal: playing.signal, onEvent });
      this.finished = !playing.signal.aborted;
      if (this.finished) this.#kept.keep(setting, this.rounds);
    });
    this.playing = undefined;
    return this.finished;
  }

  /** What is shown belongs to another setting. */
  #forget(): void {
    this.rounds = [];
    this.finished = false;
    this.isKept = false;
  }

  close(): void {
    this.#connection.close();
  }

  #ready(backend: BackendChoice): Promise<void> {
    return this.openedOn(backend, async () => {
      this.backend = await this.#connection.call('selectBackend', { prefer: backend });
      this.facts = await this.#connection.call('open', null);
    });
  }
}
