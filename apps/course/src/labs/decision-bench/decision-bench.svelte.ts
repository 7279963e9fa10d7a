/** The state of the bench: results per task, and the measurement at hand. */
import type { BackendInfo } from '@glassbox/core';
import { GuardedCalls } from '../parts/guarded-calls.svelte.ts';
import type { BackendChoice } from '../worker/contract.ts';
import { connectDecisionBench, type DecisionConnection } from './connect.ts';
import type { BenchProgress, BenchSetting, Route, Task } from './contract.ts';
import {
  isComplete,
  measuredOf,
  type Results,
  STAGE_OF,
  type Stage,
  type StageResults,
  sameSetting,
  stageToRepeat,
} from './decide.ts';

export class DecisionBench extends GuardedCalls {
  backend = $state.raw<BackendInfo>();
  results = $state.raw<Partial<Record<Task, Results>>>({});
  running = $state.raw<{ stage: Stage; route: Route; progress: BenchProgress | undefined }>();
  readonly #connection: DecisionConnection;
  #stop: AbortController | undefined;
  /** What was to be measured last. */
  #stage: Stage = 'first';

  constructor(connection: DecisionConnection = connectDecisionBench()) {
    super();
    this.#connection = connection;
  }

  /**
   * Measures every route of a stage, shown as they come. Resolves to whether all were measured. A first stage begins anew;
   * when it ends early, what had been measured before is there again.
   */
  async measure(stage: Stage, setting: BenchSetting, backend: BackendChoice): Promise<boolean> {
    const stop = new AbortController();
    this.#stop = stop;
    this.#stage = stage;
    const earlier = this.results[setting.task];
    if (stage === 'first') this.#forget(setting.task);
    await this.guarded(async () => {
      await this.#ready(backend);
      for (const route of STAGE_OF[stage].routes) {
        if (stop.signal.aborted || !(await this.#route(stage, route, setting, stop.signal))) break;
      }
    });
    this.running = undefined;
    const isWhole = isComplete(this.results[setting.task], stage);
    if (!isWhole && earlier) this.results = { ...this.results, [setting.task]: earlier };
    return isWhole;
  }

  /** Measures again what came to no end. */
  repeat(setting: BenchSetting, backend: BackendChoice): Promise<boolean> {
    return this.measure(stageToRepeat(this.#stage, this.results[setting.task], setting), setting, backend);
  }

  cancel(): void {
    this.#stop?.abort();
  }

  close(): void {
    this.#connection.close();
  }

  async #route(stage: Stage, route: Route, setting: BenchSetting, signal: AbortSignal): Promise<boolean> {
    this.running = { stage, route, progress: undefined };
    const { edition, learnt } = STAGE_OF[stage];
    const onEvent = (progress: BenchProgress) => {
      this.running = { stage, route, progress };
    };
    const measured = await this.#connection.call(
      'measure',
      { ...setting, route, edition, learnt },
      { onEvent, signal },
    );
    if (!measured) return false;
    const before = this.#of(setting);
    const results: StageResults = { ...before.stages[stage], [route]: measuredOf(measured) };
    this.results = { ...this.results, [setting.task]: { setting, stages: { ...before.stages, [stage]: results } } };
    return true;
  }

  #of(setting: BenchSetting): Results {
    const found = this.results[setting.task];
    return found && sameSetting(found.setting, setting) ? found : { setting, stages: {} };
  }

  #forget(task: Task): void {
    const { [task]: _, ...others } = this.results;
    this.results = others;
  }

  #ready(backend: BackendChoice): Promise<void> {
    return this.openedOn(backend, async () => {
      this.running = { stage: 'first', route: 'asIs', progress: undefined };
      this.backend = await this.#connection.call('selectBackend', { prefer: backend });
    });
  }
}
