/** The state of the duel: the twins, what both say about the hidden word, and the rounds as they come in. */
import type { BackendInfo } from '@glassbox/core';
import { GuardedCalls } from '../parts/guarded-calls.svelte.ts';
import type { BackendChoice } from '../worker/contract.ts';
import { connectDuel } from './connect.ts';
import type { BlankGuess, DuelSetting, GameShown, Round, TwinsFacts } from './contract.ts';

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
  readonly #connection = connectDuel();

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
    this.forget();
    await this.queued(async () => {
      await this.#ready(backend);
      const onEvent = (round: Round) => {
        this.rounds = [...this.rounds, round];
      };
      await this.#connection.call('play', setting, { signal: playing.signal, onEvent });
      this.finished = !playing.signal.aborted;
    });
    this.playing = undefined;
    return this.finished;
  }

  /** What was measured belongs to another setting. */
  forget(): void {
    this.rounds = [];
    this.finished = false;
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
