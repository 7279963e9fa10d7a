import { type ChunkStore, memoryChunkStore } from '@glassbox/core/rag';
import { expect, test } from 'vitest';
import { COMPUTING_TIMEOUT_MS } from '../../../../vitest.shared.ts';
import { AskUnavailableError, startAskThread } from './ask-thread.ts';

const TIMEOUT_MS = 1500;

test('what hangs is given up in time, and another thread answers the next call', async () => {
  const whole = memoryChunkStore();
  let hangs = false;
  const stuck: ChunkStore = {
    ...whole,
    documentIds: () => (hangs ? new Promise<string[]>(() => undefined) : whole.documentIds()),
  };
  const thread = startAskThread({ stores: { zh: stuck, en: stuck }, timeoutMs: TIMEOUT_MS, log: () => undefined });
  const answers = () => expect.poll(() => thread.missing('zh', ['a']).catch(String), { timeout: COMPUTING_TIMEOUT_MS });
  try {
    // A busy machine needs longer than that to start a thread: a question is given up, the thread goes on starting.
    await answers().toEqual(['a']);
    expect(thread.starts()).toBe(1);
    hangs = true;
    await expect(thread.missing('zh', ['a'])).rejects.toThrow(AskUnavailableError);
    hangs = false;
    await answers().toEqual(['a']);
    expect(thread.starts()).toBe(2);
  } finally {
    await thread.close();
  }
  await expect(thread.missing('zh', [])).rejects.toThrow('The server is stopping.');
});
