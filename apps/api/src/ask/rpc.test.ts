import { MessageChannel } from 'node:worker_threads';
import { afterEach, expect, test } from 'vitest';
import { connectRpc, type Handlers } from './rpc.ts';

const channels: MessageChannel[] = [];
afterEach(() => {
  for (const { port1, port2 } of channels.splice(0)) [port1, port2].map((port) => port.close());
});

function connected(handlers: Handlers) {
  const channel = new MessageChannel();
  channels.push(channel);
  connectRpc(channel.port2, handlers);
  return connectRpc(channel.port1, {});
}

test('answers come to the call they belong to, in whatever order', async () => {
  const slow = Promise.withResolvers<void>();
  const rpc = connected({
    slow: () => slow.promise.then(() => 'slow'),
    add: (a: number, b: number) => {
      slow.resolve();
      return new Float32Array([a + b]);
    },
  });
  expect(await Promise.all([rpc.call('slow', []), rpc.call('add', [1, 2])])).toEqual(['slow', new Float32Array([3])]);
});

test('an error keeps its message and its code, and a method that is none says so', async () => {
  const rpc = connected({
    fail: () => {
      throw Object.assign(new Error('it is a scan'), { code: 'document' });
    },
  });
  await expect(rpc.call('fail', [])).rejects.toMatchObject({ message: 'it is a scan', code: 'document' });
  await expect(rpc.call('constructor', [])).rejects.toThrow(/constructor was called; one of fail was needed/);
});

test('when the other side is gone every call under way is rejected', async () => {
  const rpc = connected({ never: () => new Promise(() => undefined) });
  const calls = [rpc.call('never', []), rpc.call('never', [])];
  rpc.fail(new Error('gone'));
  for (const call of calls) await expect(call).rejects.toThrow('gone');
});
