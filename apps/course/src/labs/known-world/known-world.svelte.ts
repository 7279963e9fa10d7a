/** The state of the lab: a world that is open, single questions, and the exam at hand. */
import type { BackendInfo } from '@glassbox/core';
import { connectClosedWorld } from '../closed-world/connect.ts';
import {
  type ClosedWorldMethods,
  EXAM_KINDS,
  type OneAnswer,
  type OpenedWorld,
  type Person,
  type Progress,
} from '../closed-world/contract.ts';
import { type Mark, marksOf, packMarks, readMarks } from '../closed-world/marks.ts';
import { GuardedCalls } from '../parts/guarded-calls.svelte.ts';
import { type KeptResult, keptResult } from '../parts/kept-result.ts';
import type { Connection } from '../worker/connection.ts';
import type { BackendChoice } from '../worker/contract.ts';
import { type ExamSetting, examSetting, type KnownWorldChoices } from './choices.ts';

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
  exam = $state.raw<{ marks: readonly Mark[]; setting: ExamSetting; isKept: boolean }>();
  readonly #connection: Connection<ClosedWorldMethods>;
  readonly #kept: KeptResult<ExamSetting, unknown>;
  #stop: AbortController | undefined;

  constructor(connection: Connection<ClosedWorldMethods> = connectClosedWorld(), store?: Storage) {
    super();
    this.#connection = connection;
    this.#kept = keptResult<ExamSetting, unknown>('glassbox.known-world.exam', (json) => json, store);
  }

  /** Shows the exam that was kept of these choices, and whom one can ask. */
  async begin(choices: KnownWorldChoices): Promise<void> {
    const setting = examSetting(choices);
    const marks = readMarks(this.#kept.find(setting));
    if (marks && marks.length > 0) this.exam = { marks, setting, isKept: true };
    await this.meet(choices);
  }

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
      const setting = examSetting(choices);
      const onEvent = (progress: Progress) => {
        this.progress = progress;
      };
      const params = { ...setting, kinds: EXAM_KINDS };
      const answers = await this.#connection.call('exam', params, { onEvent, signal: stop.signal });
      if (stop.signal.aborted) return;
      this.exam = { marks: marksOf(answers), setting, isKept: false };
      this.#kept.keep(setting, packMarks(answers));
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
