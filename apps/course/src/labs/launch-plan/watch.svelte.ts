/** The simulation in the view: the newest result and the one before it, so that a change can be compared. */
import { GuardedCalls } from '../parts/guarded-calls.svelte.ts';
import type { Connection } from '../worker/connection.ts';
import { connectWatch } from './connect.ts';
import type { WatchMethods, WatchResult, WatchSetting } from './contract.ts';

export class Watch extends GuardedCalls {
  result = $state.raw<WatchResult>();
  previous = $state.raw<WatchResult>();
  /** Runs done so far, while it runs. */
  done = $state<number>();
  #connection: Connection<WatchMethods> | undefined;

  /** Resolves to the result; to undefined when it was stopped or failed. */
  async run(setting: WatchSetting, seed: number): Promise<WatchResult | undefined> {
    this.stop();
    this.failure = undefined;
    this.done = 0;
    const connection = connectWatch();
    this.#connection = connection;
    let result: WatchResult | undefined;
    await this.guarded(async () => {
      const onEvent = ({ done }: { done: number }) => {
        if (this.#connection === connection) this.done = done;
      };
      result = await connection.call('watch', { setting, seed }, { onEvent });
      this.previous = this.result;
      this.result = result;
    });
    connection.close();
    if (this.#connection === connection) this.stop();
    return result;
  }

  stop(): void {
    this.#connection?.close();
    this.#connection = undefined;
    this.done = undefined;
  }
}
