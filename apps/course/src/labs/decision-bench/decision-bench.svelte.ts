/** The state of the bench: results per task, and the measurement at hand. */
import type { BackendInfo } from '@glassbox/core';
import { GuardedCalls } from '../parts/guarded-calls.svelte.ts';
import type { BackendChoice } from '../worker/contract.ts';
import { connectDecisionBench } from './connect.ts';
import { type BenchProgress, type BenchSetting, ROUTES, type Route, type RouteSetting, type Task } from './contract.ts';
import { measuredOf, type Results, type Stage, type StageResults, sameSetting } from './decide.ts';

/** What each stage asks about, what the weights know then, and by which routes it is asked. */
const STAGE_OF: Readonly<Record<Stage, Pick<RouteSetting, 'edition' | 'learnt'> & { routes: readonly Route[] }>> = {
  first: { edition: 1, learnt: 1, routes: ROUTES },
  changed: { edition: 2, learnt: 1, routes: ROUTES },
  retaught: { edition: 2, learnt: 2, routes: ['tuning'] },
};

export class DecisionBench extends GuardedCalls {
  backend = $state.raw<BackendInfo>();
  results = $state.raw<Partial<Record<Task, Results>>>({});
  running = $state.raw<{ stage: Stage; route: Route; progress: BenchProgress | undefined }>();
  readonly #connection = connectDecisionBench();
  #stop: AbortController | undefined;

  /** Measures every route of a stage, shown as they come. Resolves to whether all were measured. */
  async measure(stage: Stage, setting: BenchSetting, backend: BackendChoice): Promise<boolean> {
    const stop = new AbortController();
    this.#stop = stop;
    if (stage === 'first') this.#forget(setting.task);
    await this.guarded(async () => {
      await this.#ready(backend);
      for (const route of STAGE_OF[stage].routes) {
        if (stop.signal.aborted || !(await this.#route(stage, route, setting, stop.signal))) break;
      }
    });
    this.running = undefined;
    return isComplete(this.results[setting.task], stage);
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

/** Whether every route of a stage has been measured. */
export function isComplete(results: Results | undefined, stage: Stage): boolean {
  const found = results?.stages[stage];
  return found !== undefined && STAGE_OF[stage].routes.every((route) => found[route] !== undefined);
}
