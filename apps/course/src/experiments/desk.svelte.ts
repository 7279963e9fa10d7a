/**
 * One experiment while its page is open: hands in, uploads, watches, takes back. It outlives a lost connection (looking goes
 * on when it is back) and a reload (the server knows the run). The verdict goes to the question, as any answer's does.
 */
import type { AttemptResult, ExperimentView } from '@glassbox/api/client';
import type { Contents, DeskStatus, ExperimentDesk, HandedFile } from '@glassbox/quiz/views';
import { takeModel } from '../labs/parts/lab-models.ts';
import { uniqueKey } from '../progress/unique-key.ts';
import type { QuestionSession } from '../quiz/question-session.svelte.ts';
import { isUnderWay, pauseBefore, statusOf } from './desk-status.ts';
import { announce, cancel, fetchExperiment, fetchLatest, Refused, start, upload } from './experiment-calls.ts';

const NO_CONNECTION = {
  zh: '服务器没有回应。文件还在这里，请稍后再交。',
  en: 'The server did not answer. Nothing is lost here; hand it in again in a moment.',
};

export class Desk implements ExperimentDesk {
  status = $state.raw<DeskStatus>({ phase: 'open' });
  online = $state(true);
  readonly #session: QuestionSession;
  #runId: string | undefined;
  /** Counts hand-ins: what an earlier one still has to say is not heard any more. */
  #turn = 0;
  /** Of what could not be sent: sent again, the server knows it. */
  #unsent: { key: string; contents: Contents } | undefined;
  #wake: (() => void) | undefined;
  #closed = false;

  constructor(session: QuestionSession) {
    this.#session = session;
  }

  /** Call when the view is on the page. Returns the undoing. */
  mount(): () => void {
    const connection = () => {
      this.online = navigator.onLine;
      if (this.online) this.#wake?.();
    };
    connection();
    window.addEventListener('online', connection);
    window.addEventListener('offline', connection);
    void this.#restore();
    return () => {
      this.#closed = true;
      this.#wake?.();
      window.removeEventListener('online', connection);
      window.removeEventListener('offline', connection);
    };
  }

  async handIn(contents: Contents): Promise<void> {
    const turn = ++this.#turn;
    const key = this.#unsent?.contents === contents ? this.#unsent.key : uniqueKey();
    this.#unsent = { key, contents };
    this.status = { phase: 'uploading', share: 0 };
    try {
      const { lesson, question } = this.#session;
      const run = await announce({ idempotencyKey: key, lesson, question, contents });
      this.#runId = run.id;
      await this.#upload(run, 'files' in contents ? contents.files : [], turn);
      if (turn !== this.#turn) return;
      this.#unsent = undefined;
      await this.#watch(await start(run.id), turn);
    } catch (error) {
      if (turn === this.#turn) this.#fail(error);
    }
  }

  async cancel(): Promise<void> {
    const turn = ++this.#turn;
    const id = this.#runId;
    this.status = { phase: 'cancelled' };
    if (id === undefined) return;
    try {
      const run = await cancel(id);
      // It may have ended a moment before.
      if (turn === this.#turn) this.#take(run);
    } catch (error) {
      if (turn === this.#turn) this.#fail(error);
    }
  }

  takeFromLab(lab: string): Promise<readonly HandedFile[] | 'empty' | 'busy'> {
    return takeModel(lab).catch(() => 'empty' as const);
  }

  async #upload(run: ExperimentView, files: readonly HandedFile[], turn: number): Promise<void> {
    const total = files.reduce((sum, { bytes }) => sum + bytes.length, 0);
    let sent = 0;
    for (const file of files) {
      if (run.missing.includes(file.name)) await upload(run.id, file);
      sent += file.bytes.length;
      if (turn !== this.#turn) return;
      this.status = { phase: 'uploading', share: total === 0 ? 1 : sent / total };
    }
  }

  /** Looks until the run has ended. A look that gets no answer is repeated; the next one comes sooner when online again. */
  async #watch(first: ExperimentView, turn: number): Promise<void> {
    let run = first;
    for (let look = 0; turn === this.#turn && !this.#closed; look++) {
      this.#take(run);
      if (!isUnderWay(run)) return;
      await this.#pause(pauseBefore(look));
      if (turn !== this.#turn || this.#closed) return;
      try {
        run = await fetchExperiment(run.id);
      } catch (error) {
        if (error instanceof Refused) throw error; // gone, or another learner's by now
      }
    }
  }

  #take(run: ExperimentView): void {
    this.status = statusOf(run);
    if (run.state === 'graded' && run.result && run.metrics) {
      const response = { kind: 'experiment', metrics: run.metrics } as const;
      this.#session.takeGraded(run.result as AttemptResult, response); // the client's JSON gives absent fields as undefined
    }
  }

  /** An earlier visit's experiment that still runs, or that was refused, is shown as it is. */
  async #restore(): Promise<void> {
    const turn = this.#turn;
    try {
      const { lesson, question } = this.#session;
      const run = (await fetchLatest(lesson)).find(({ questionId }) => questionId === question.id);
      if (run === undefined || turn !== this.#turn || this.#closed) return;
      this.#runId = run.id;
      if (isUnderWay(run)) await this.#watch(run, turn);
      else if (run.state === 'refused' || run.state === 'failed') this.status = statusOf(run);
    } catch (error) {
      console.warn('experiment: what was handed in before could not be read', error);
    }
  }

  #pause(ms: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, ms);
      this.#wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }

  #fail(error: unknown): void {
    console.warn('experiment: not handed in', error);
    this.status = { phase: 'open', problem: error instanceof Refused ? error.text : NO_CONNECTION };
  }
}
