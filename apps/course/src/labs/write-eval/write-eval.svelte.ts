/** The state of the lab: each case as both systems did, and what they come to. */
import { GuardedCalls } from '../parts/guarded-calls.svelte.ts';
import { connectWriteEval } from './connect.ts';
import type { EvalReport, EvalSetting, ScoredCase } from './contract.ts';

export class WriteEvalLab extends GuardedCalls {
  scored = $state.raw<readonly ScoredCase[]>([]);
  report = $state.raw<EvalReport>();
  running = $state.raw<AbortController>();
  readonly #connection = connectWriteEval();

  /** Resolves to whether every case was scored. */
  async run(setting: EvalSetting): Promise<boolean> {
    const running = new AbortController();
    this.forget();
    this.running = running;
    let finished = false;
    await this.guarded(async () => {
      const onEvent = (one: ScoredCase) => {
        if (this.running === running) this.scored = [...this.scored, one];
      };
      const done = await this.#connection.call('score', setting, { signal: running.signal, onEvent });
      if (running.signal.aborted || !done) return;
      this.report = done;
      finished = true;
    });
    if (this.running === running) this.running = undefined;
    return finished;
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
