/**
 * A training run in a view: holds the state machine, drives the worker, and keeps the note of what can be continued.
 * Views read `run`, `backend`, `offer` and call the verbs; nothing here knows what a lab looks like.
 */
import type { BackendInfo } from '@glassbox/core';
import { OpenedOnce } from '../parts/opened-once.ts';
import type { BackendChoice, ExportedFile, RunInfo, RunSettings } from '../worker/contract.ts';
import { connectLab, type LabConnection } from '../worker/lab-connection.ts';
import { codeOf } from '../worker/protocol.ts';
import { type KeptRun, keptRun } from './kept-run.ts';
import { measuredPaces, type Pace, paceBetween, paceKey, runMs } from './pace.ts';
import { clocksOf, IDLE, isBusy, nextRunState, type RunInput, type RunState } from './run-state.ts';

const SAVE_EVERY_MS = 10_000;

export class TrainingRun {
  run = $state.raw<RunState>(IDLE);
  backend = $state.raw<BackendInfo>();
  offer = $state.raw<KeptRun | null>(null);

  /** Measured on this device, by `paceKey`. */
  #paces = $state.raw<Readonly<Record<string, Pace>>>({});
  readonly #slot: string;
  readonly #kept: ReturnType<typeof keptRun>;
  readonly #connection: LabConnection = connectLab();
  readonly #backends = new OpenedOnce<BackendChoice>();
  readonly #measured = measuredPaces();
  #pausing: AbortController | undefined;
  #preparing: AbortController | undefined;
  /** What the worker opens, one after the other: a start that was cancelled may still be on its way. */
  #openings: Promise<unknown> = Promise.resolve();

  constructor(slot: string) {
    this.#slot = slot;
    this.#kept = keptRun(slot);
  }

  /** Call when the view is on the page: looks for a kept run, saves when the page is hidden. Returns the undoing. */
  mount(): () => void {
    this.offer = this.#kept.read();
    this.#paces = this.#measured.read();
    const save = () => {
      if (document.visibilityState === 'hidden' && this.run.phase === 'running') void this.#saveQuietly();
    };
    document.addEventListener('visibilitychange', save);
    addEventListener('pagehide', save);
    return () => {
      document.removeEventListener('visibilitychange', save);
      removeEventListener('pagehide', save);
      this.#connection.close();
    };
  }

  /** Starts from random weights; what was kept before is gone once it has. Resolves to whether the run has come to its end by this. */
  async start(settings: RunSettings, backend: BackendChoice): Promise<boolean> {
    if (isBusy(this.run.phase)) return false;
    this.#send({ kind: 'start', maxSteps: settings.train.maxSteps });
    return await this.#open(backend, async (signal) => {
      const info = await this.#connection.call('openRun', { slot: this.#slot, settings }, { signal });
      this.#remember(null);
      if (signal.aborted) this.#send({ kind: 'gone' });
      return info;
    });
  }

  /** Continues a paused, stopped, failed or kept run. Resolves to whether it has come to its end by this, and not before. */
  async resume(backend: BackendChoice): Promise<boolean> {
    if (isBusy(this.run.phase)) return false;
    this.#send({ kind: 'continue', maxSteps: this.run.maxSteps || (this.offer?.maxSteps ?? 0) });
    return await this.#open(backend, () => this.#connection.call('reopenRun', { slot: this.#slot }));
  }

  /** Takes back a start or a continuing that is still getting ready. */
  cancel(): void {
    this.#send({ kind: 'cancel' });
    this.#preparing?.abort();
  }

  /** How long a run takes on this device, going by an earlier one of its kind; undefined before there was one. */
  estimateMs(settings: RunSettings, backend: BackendChoice): number | undefined {
    const pace = this.#paces[paceKey(settings, backend) ?? ''];
    return pace && runMs(pace, settings);
  }

  pause(): void {
    this.#send({ kind: 'pause' });
    this.#pausing?.abort();
  }

  stop(): void {
    this.#send({ kind: 'stop' });
    this.#pausing?.abort();
  }

  /** Clears the screen. The kept run stays until the next start, so that undo brings everything back. */
  reset(): void {
    this.#send({ kind: 'reset' });
    this.#kept.write(null);
    this.offer = null;
  }

  undo(): void {
    this.#send({ kind: 'undo' });
    const { savedStep, maxSteps } = this.run;
    if (savedStep !== undefined) this.#kept.write({ step: savedStep, maxSteps, savedAt: Date.now() });
  }

  /** Declines the kept run for good. */
  async forget(): Promise<void> {
    this.#remember(null);
    await this.#connection.call('forgetRun', { slot: this.#slot }).catch((error: unknown) => this.#fail(error));
  }

  /** The trained model's files; undefined when that failed (and the failure is on screen). */
  async exportFiles(): Promise<ExportedFile[] | undefined> {
    try {
      // Choosing another backend closes what was open; what is kept can be opened again.
      return await this.#connection.call('exportRun', null).catch(async (error: unknown) => {
        if (codeOf(error) !== 'NO_RUN') throw error;
        await this.#connection.call('reopenRun', { slot: this.#slot });
        return await this.#connection.call('exportRun', null);
      });
    } catch (error) {
      this.#fail(error);
      return undefined;
    }
  }

  /** The model for whoever hands it in: the one on screen, else the one kept from an earlier visit. */
  async takeModel(backend: BackendChoice): Promise<ExportedFile[] | 'empty' | 'busy'> {
    if (isBusy(this.run.phase)) return 'busy';
    await this.#openings.catch(() => undefined);
    if (this.run.history.length === 0) {
      if (!this.offer) return 'empty';
      try {
        await this.#ready(backend);
        await this.#connection.call('reopenRun', { slot: this.#slot });
      } catch (error) {
        this.#fail(error);
        return 'empty';
      }
    }
    return (await this.exportFiles()) ?? 'empty';
  }

  async #open(backend: BackendChoice, open: (signal: AbortSignal) => Promise<RunInfo>): Promise<boolean> {
    this.#preparing = new AbortController();
    const { signal } = this.#preparing;
    const opening = this.#openings
      .catch(() => undefined)
      .then(async () => {
        if (!signal.aborted) await this.#ready(backend);
        return signal.aborted ? undefined : await open(signal);
      });
    this.#openings = opening;
    try {
      const info = await opening;
      if (!info || signal.aborted) return false;
      this.#send({ kind: 'opened', info });
      this.offer = null;
      return await this.#train(paceKey(info.settings, backend));
    } catch (error) {
      if (codeOf(error) === 'CANCELLED') return false;
      // A backend that failed is chosen anew next time, even when the choice is the same.
      this.#backends.forget();
      if (!signal.aborted) this.#fail(error);
      return false;
    }
  }

  /** Makes the backend current; one that is already closes no run. */
  #ready(backend: BackendChoice): Promise<void> {
    return this.#backends.ready(backend, async () => {
      this.backend = await this.#connection.call('selectBackend', { prefer: backend });
    });
  }

  async #train(key: string | undefined): Promise<boolean> {
    this.#pausing = new AbortController();
    const { signal } = this.#pausing;
    const from = clocksOf(this.run);
    const end = await this.#connection.call(
      'train',
      { saveEveryMs: SAVE_EVERY_MS },
      {
        signal,
        onEvent: (event) => {
          this.#send({ kind: 'worker', event });
          if (event.kind === 'saved') this.#noteSave(event.step);
        },
      },
    );
    this.#send({ kind: 'rested', end });
    const to = clocksOf(this.run);
    const pace = paceBetween(from, to);
    if (key !== undefined && pace) this.#keepPace(key, pace);
    return this.run.phase === 'finished' && (to.step > from.step || to.looks > from.looks);
  }

  #keepPace(key: string, pace: Pace): void {
    // Another lab on the page may have measured meanwhile.
    this.#paces = { ...this.#measured.read(), [key]: pace };
    this.#measured.write(this.#paces);
  }

  async #saveQuietly(): Promise<void> {
    // Without storage the worker would save into its own memory, and there is nothing to offer later.
    if (this.run.info?.keeping !== 'kept') return;
    try {
      // The page may be gone before an answer comes; the note of the last regular save still counts then.
      const { step } = await this.#connection.call('saveRun', null);
      // Cleared meanwhile: then there is no note to keep up.
      if (this.run.phase === 'idle') return;
      this.#send({ kind: 'saved', step });
      this.#noteSave(step);
    } catch (error) {
      console.warn('lab: no save on leaving', error);
    }
  }

  #noteSave(step: number): void {
    this.#kept.write({ step, maxSteps: this.run.maxSteps, savedAt: Date.now() });
  }

  #remember(kept: KeptRun | null): void {
    this.offer = kept;
    this.#kept.write(kept);
  }

  #fail(error: unknown): void {
    const message = error instanceof Error ? error.message : String(error);
    const failure = { code: codeOf(error), message };
    if (failure.code === 'RUN_GONE' || failure.code === 'checkpoint') this.#remember(null);
    this.#send({ kind: 'failed', failure });
  }

  #send(input: RunInput): void {
    this.run = nextRunState(this.run, input);
  }
}
