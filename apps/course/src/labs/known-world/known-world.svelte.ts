/** The state of the lab: a world that is open, single questions, and the exam at hand. */
import type { BackendInfo } from '@glassbox/core';
import { connectClosedWorld } from '../closed-world/connect.ts';
import {
  EXAM_KINDS,
  type ExamAnswer,
  type OneAnswer,
  type OpenedWorld,
  type Person,
  type Progress,
} from '../closed-world/contract.ts';
import { GuardedCalls } from '../parts/guarded-calls.svelte.ts';
import type { BackendChoice } from '../worker/contract.ts';
import type { KnownWorldChoices } from './choices.ts';

/** Single answers that stay on screen, the newest first. */
const KEPT = 4;

export class KnownWorld extends GuardedCalls {
  backend = $state.raw<BackendInfo>();
  world = $state.raw<OpenedWorld>();
  people = $state.raw<readonly Person[]>([]);
  asked = $state.raw<readonly OneAnswer[]>([]);
  asking = $state(false);
  progress = $state.raw<Progress>();
  /** The last exam that was finished, and with what. */
  exam = $state.raw<{ answers: readonly ExamAnswer[]; choices: KnownWorldChoices }>();
  readonly #connection = connectClosedWorld();
  #stop: AbortController | undefined;

  async meet({ seed, backend }: KnownWorldChoices): Promise<void> {
    await this.guarded(async () => {
      await this.#ready(backend);
      this.people = await this.#connection.call('people', { seed });
    });
  }

  async ask({ stage, property, seed, backend }: KnownWorldChoices, person: string): Promise<void> {
    if (this.asking) return;
    this.asking = true;
    await this.guarded(async () => {
      await this.#ready(backend);
      const answer = await this.#connection.call('askOne', { stage, person, property, seed });
      this.asked = [answer, ...this.asked.filter(({ id }) => id !== answer.id)].slice(0, KEPT);
    });
    this.asking = false;
  }

  /** Resolves to whether the exam was finished. */
  async measure(choices: KnownWorldChoices): Promise<boolean> {
    const stop = new AbortController();
    this.#stop = stop;
    this.progress = { phase: 'asking', done: 0, total: 0 };
    let finished = false;
    await this.guarded(async () => {
      await this.#ready(choices.backend);
      const { stage, perKind, seed } = choices;
      const onEvent = (progress: Progress) => {
        this.progress = progress;
      };
      const params = { stage, perKind, seed, kinds: EXAM_KINDS };
      const answers = await this.#connection.call('exam', params, { onEvent, signal: stop.signal });
      if (stop.signal.aborted) return;
      this.exam = { answers, choices };
      finished = true;
    });
    this.progress = undefined;
    return finished;
  }

  cancel(): void {
    this.#stop?.abort();
  }

  close(): void {
    this.#connection.close();
  }

  #ready(backend: BackendChoice): Promise<void> {
    return this.openedOn(backend, async () => {
      this.backend = await this.#connection.call('selectBackend', { prefer: backend });
      this.world = await this.#connection.call('open', null);
    });
  }
}
