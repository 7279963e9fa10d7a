import { MessageChannel } from 'node:worker_threads';
import { expect, test } from 'vitest';
import { connect, type WorkerPort } from './connection.ts';
import { type Handlers, type Port, serve } from './protocol.ts';

interface Table {
  double: { params: number; event: never; result: number };
  count: { params: { to: number }; event: number; result: { reached: number } };
  fail: { params: null; event: never; result: never };
}

class QuotaError extends Error {
  readonly code = 'QUOTA';
}

const handlers: Handlers<Table> = {
  double: async (value) => value * 2,
  count: async ({ to }, { signal, emit }) => {
    let reached = 0;
    while (reached < to && !signal.aborted) {
      emit(++reached);
      await new Promise((resolve) => setTimeout(resolve, 1));
    }
    return { reached };
  },
  fail: async () => {
    throw new QuotaError('disk: full.');
  },
};

/** Starts a server that is not ready before `delayMs`, as a worker that loads its code. */
function startAfter(delayMs: number, failures: ((message: string | undefined) => void)[] = []) {
  const channel = new MessageChannel();
  const page = channel.port1 as unknown as Port;
  return (): WorkerPort => {
    setTimeout(() => serve<Table>(channel.port2 as unknown as Port, handlers), delayMs);
    return {
      postMessage: (message) => page.postMessage(message),
      addEventListener: (type, listener) => {
        page.addEventListener(type, listener);
        channel.port1.start();
      },
      onFailure: (listener) => failures.push(listener),
      terminate: () => channel.port1.close(),
    };
  };
}

test('a call made before the worker has loaded is answered once it is ready', async () => {
  const connection = connect<Table>(startAfter(30));
  expect(await connection.call('double', 21)).toBe(42);
  connection.close();
});

test('events reach only the call they belong to, in order', async () => {
  const connection = connect<Table>(startAfter(0));
  const first: number[] = [];
  const second: number[] = [];
  await Promise.all([
    connection.call('count', { to: 3 }, { onEvent: (n) => first.push(n) }),
    connection.call('count', { to: 2 }, { onEvent: (n) => second.push(n) }),
  ]);
  expect(first).toEqual([1, 2, 3]);
  expect(second).toEqual([1, 2]);
  connection.close();
});

test('cancelling stops the work early and the call still answers with how far it came', async () => {
  const connection = connect<Table>(startAfter(0));
  const controller = new AbortController();
  const onEvent = (n: number) => {
    if (n === 5) controller.abort();
  };
  const { reached } = await connection.call('count', { to: 100_000 }, { signal: controller.signal, onEvent });
  expect(reached).toBeGreaterThanOrEqual(5);
  expect(reached).toBeLessThan(1_000);
  connection.close();
});

test('an error in the worker arrives with its code and message', async () => {
  const connection = connect<Table>(startAfter(0));
  await expect(connection.call('fail', null)).rejects.toMatchObject({ code: 'QUOTA', message: 'disk: full.' });
  connection.close();
});

test('a worker that dies fails the calls that wait on it', async () => {
  const failures: ((message: string | undefined) => void)[] = [];
  const connection = connect<Table>(startAfter(0, failures));
  await connection.call('double', 1);
  const pending = connection.call('count', { to: 100_000 });
  await new Promise((resolve) => setTimeout(resolve, 5));
  for (const fail of failures) fail('out of memory');
  await expect(pending).rejects.toMatchObject({ code: 'WORKER_FAILED' });
  connection.close();
});

test('after a worker died the next call starts another one', async () => {
  const failures: ((message: string | undefined) => void)[] = [];
  const connection = connect<Table>(() => startAfter(0, failures)());
  await connection.call('double', 1);
  failures[0]?.('out of memory');
  expect(await connection.call('double', 4)).toBe(8);
  // What the dead one still says is not heard.
  failures[0]?.('again');
  expect(await connection.call('double', 5)).toBe(10);
  connection.close();
});

test('a script that could not be loaded is told apart from a worker that died', async () => {
  const failures: ((message: string | undefined) => void)[] = [];
  const connection = connect<Table>(() => startAfter(1_000, failures)());
  const pending = connection.call('double', 1);
  failures[0]?.(undefined);
  await expect(pending).rejects.toMatchObject({ code: 'SCRIPT_NOT_LOADED' });
  connection.close();
});

test('what lies behind a failure is told instead of it', async () => {
  const channel = new MessageChannel();
  const port = channel.port1 as unknown as Port;
  const gone = () => {
    throw Object.assign(new Error('it was taken away'), { code: 'GPU_LOST' });
  };
  const answered = new Promise((resolve) => {
    port.addEventListener(
      'message',
      ({ data }: MessageEvent<{ kind: string }>) => data.kind === 'error' && resolve(data),
    );
    channel.port1.start();
  });
  serve<Table>(channel.port2 as unknown as Port, handlers, gone);
  port.postMessage({ kind: 'call', id: 1, method: 'fail', params: null });
  expect(await answered).toMatchObject({ code: 'GPU_LOST', message: 'it was taken away' });
  channel.port1.close();
});

test('closing fails what still waits', async () => {
  const connection = connect<Table>(startAfter(0));
  await connection.call('double', 1);
  const pending = connection.call('count', { to: 100_000 });
  await new Promise((resolve) => setTimeout(resolve, 5));
  connection.close();
  await expect(pending).rejects.toMatchObject({ code: 'WORKER_CLOSED' });
});

test('closing fails what waits for a worker that still loads, and the next call starts another one', async () => {
  let delayMs = 1_000;
  const connection = connect<Table>(() => startAfter(delayMs)());
  const pending = connection.call('double', 1);
  connection.close();
  await expect(pending).rejects.toMatchObject({ code: 'WORKER_CLOSED' });
  delayMs = 0;
  expect(await connection.call('double', 2)).toBe(4);
  connection.close();
});

test('closing fails what goes on just as the worker has said that it is ready', async () => {
  let say: (event: MessageEvent) => void = () => undefined;
  const port: WorkerPort = {
    postMessage: () => undefined,
    addEventListener: (_, listener) => {
      say = listener;
    },
    onFailure: () => undefined,
    terminate: () => undefined,
  };
  const connection = connect<Table>(() => port);
  const pending = connection.call('double', 1);
  say(new MessageEvent('message', { data: { kind: 'ready' } }));
  connection.close();
  await expect(pending).rejects.toMatchObject({ code: 'WORKER_CLOSED' });
});
