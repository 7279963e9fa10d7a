/** The state of the lab: each case as both systems did, and what they come to. */
import { failureOf } from '../parts/failure.ts';
import type { RunFailure } from '../training/run-state.ts';
import { connectWriteEval } from './connect.ts';
import type { EvalReport, EvalSetting, ScoredCase } from './contract.ts';

export class WriteEvalLab {
  scored = $state.raw<readonly ScoredCase[]>([]);
  report = $state.raw<EvalReport>();
  running = $state.raw<AbortController>();
  failure = $state.raw<RunFailure>();
  readonly #connection = connectWriteEval();

  /** Resolves to whether every case was scored. */
  async run(setting: EvalSetting): Promise<boolean> {
    const running = new AbortController();
    this.forget();
    this.running = running;
    try {
      const onEvent = (one: ScoredCase) => {
        if (this.running === running) this.scored = [...this.scored, one];
      };
      const done = await this.#connection.call('score', setting, { signal: running.signal, onEvent });
      this.failure = undefined;
      if (running.signal.aborted || !done) return false;
      this.report = done;
      return true;
    } catch (error) {
      const failure = failureOf(error);
      if (failure) this.failure = failure;
      return false;
    } finally {
      if (this.running === running) this.running = undefined;
    }
  }

  forget(): void {
    this.running?.abort();
    this.running = undefined;
    this.scored = [];
    this.report = undefined;
  }

  close(): void {
    this.#connection.close();
  }
}
