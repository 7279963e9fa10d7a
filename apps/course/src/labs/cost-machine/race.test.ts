import { expect, it } from 'vitest';
import type { Connection } from '../worker/connection.ts';
import { WorkerCallError } from '../worker/protocol.ts';
import type { RaceMethods, RacePoint } from './contract.ts';
import { Race } from './race.svelte.ts';

/** A worker that answers only when told to; closing fails what waits, also while it loads. */
class HeldWorker implements Connection<RaceMethods> {
  answer: () => void = () => undefined;
  #fail: (error: Error) => void = () => undefined;
  #tell: ((point: RacePoint) => void) | undefined;

  call: Connection<RaceMethods>['call'] = (_method, _params, options) => {
    this.#tell = options?.onEvent as (point: RacePoint) => void;
    return new Promise((resolve, reject) => {
      this.answer = () => resolve(null as never);
      this.#fail = reject;
    });
  };

  close(): void {
    this.#fail(new WorkerCallError('WORKER_CLOSED', 'closed'));
  }

  tell(point: RacePoint): void {
    this.#tell?.(point);
  }

  fail(code: string): void {
    this.#fail(new WorkerCallError(code, code));
  }
}

function raceOnHeldWorkers() {
  const workers: HeldWorker[] = [];
  const race = new Race(() => {
    const worker = new HeldWorker();
    workers.push(worker);
    return worker;
  });
  return { race, workers };
}

const turn = () => new Promise((resolve) => setTimeout(resolve, 0));

it('stopped while a worker loads, rests at once and can begin again', async () => {
  const { race, workers } = raceOnHeldWorkers();
  const first = race.start(1);
  expect(race.runner).toBe('js');
  race.stop();
  expect(race.runner).toBeUndefined();
  expect(await first).toBe(false);
  expect(workers).toHaveLength(1);

  const second = race.start(1);
  for (const at of [1, 2, 3]) {
    workers[at]?.answer();
    await turn();
  }
  expect(await second).toBe(true);
  expect(race.finished).toBe(true);
});

it('begun anew while it runs, goes on once, not twice', async () => {
  const { race, workers } = raceOnHeldWorkers();
  const first = race.start(1);
  const second = race.start(2);
  expect(await first).toBe(false);
  await turn();
  expect(workers).toHaveLength(2);
  race.stop();
  expect(await second).toBe(false);
});

it('goes on without a runner that the device does not have', async () => {
  const { race, workers } = raceOnHeldWorkers();
  const running = race.start(1);
  workers[0]?.tell({ runner: 'js', size: 512, gflops: 2 });
  workers[0]?.answer();
  await turn();
  workers[1]?.answer();
  await turn();
  workers[2]?.fail('BACKEND_MISSING');
  expect(await running).toBe(true);
  expect(race.missing).toEqual(['webgpu']);
  expect(race.points).toEqual([{ runner: 'js', size: 512, gflops: 2 }]);
});
