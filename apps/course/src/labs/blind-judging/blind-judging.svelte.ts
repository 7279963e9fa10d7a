/** The state of the judging: the round at hand, those before it, and what was counted. */
import type { BackendInfo } from '@glassbox/core';
import type { Locale } from '@glassbox/quiz';
import { OneAtATime } from '../parts/one-at-a-time.svelte.ts';
import type { RunFailure } from '../training/run-state.ts';
import type { BackendChoice } from '../worker/contract.ts';
import { connectBlindJudging } from './connect.ts';
import type { Answer, Count, ModelName } from './contract.ts';
import { PER_TOPIC, TOPICS } from './plan.ts';

/** What is under way. */
type Busy = 'writing' | 'counting' | 'own';

export class BlindJudging extends OneAtATime<Busy> {
  backend = $state.raw<BackendInfo>();
  parameters = $state.raw<Record<ModelName, number>>();
  /** Answers of the round at hand, in the order in which they are shown. */
  answers = $state.raw<readonly Answer[]>([]);
  /** Answers to a word of the learner's own. */
  own = $state.raw<{ topic: string; answers: readonly Answer[] }>();
  counts = $state.raw<readonly Count[]>([]);
  /** A word holds a character that a model has no sign for. */
  unknown = $state(false);
  readonly #connection = connectBlindJudging();
  readonly #locale: Locale;

  constructor(locale: Locale) {
    super();
    this.#locale = locale;
  }

  /** Resolves to the answers when all four were written. */
  async write(topic: string, seed: number, backend: BackendChoice): Promise<readonly Answer[] | undefined> {
    this.answers = [];
    const done = await this.#run('writing', backend, (signal) => {
      const onEvent = (answer: Answer) => {
        this.answers = [...this.answers, answer];
      };
      return this.#connection.call('round', { topic, seed, locale: this.#locale }, { signal, onEvent });
    });
    return done ? this.answers : undefined;
  }

  async writeOwn(topic: string, seed: number, backend: BackendChoice): Promise<void> {
    this.own = { topic, answers: [] };
    await this.#run('own', backend, (signal) => {
      const onEvent = (answer: Answer) => {
        this.own = { topic, answers: [...(this.own?.answers ?? []), answer] };
      };
      return this.#connection.call('round', { topic, seed, locale: this.#locale }, { signal, onEvent });
    });
  }

  /** Resolves to whether all four were counted. */
  async count(seed: number, backend: BackendChoice): Promise<boolean> {
    this.counts = [];
    const params = { topics: TOPICS[this.#locale], perTopic: PER_TOPIC, seed, locale: this.#locale };
    return await this.#run('counting', backend, (signal) => {
      const onEvent = (count: Count) => {
        this.counts = [...this.counts, count];
      };
      return this.#connection.call('count', params, { signal, onEvent });
    });
  }

  close(): void {
    this.#connection.close();
  }

  #run(busy: Busy, backend: BackendChoice, work: (signal: AbortSignal) => Promise<null>): Promise<boolean> {
    return this.alone(busy, async (signal) => {
      this.unknown = false;
      await this.#ready(backend);
      await work(signal);
    });
  }

  protected override afterFailure({ code }: RunFailure): 'told' | undefined {
    if (code === 'tokenizer') {
      this.unknown = true;
      return 'told';
    }
    return undefined;
  }

  #ready(backend: BackendChoice): Promise<void> {
    return this.openedOn(backend, async () => {
      this.backend = await this.#connection.call('selectBackend', { prefer: backend });
      this.parameters = await this.#connection.call('open', { locale: this.#locale });
    });
  }
}
