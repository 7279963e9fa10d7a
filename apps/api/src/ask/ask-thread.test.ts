import { type ChunkStore, memoryChunkStore } from '@glassbox/core/rag';
import { expect, test } from 'vitest';
import { AskUnavailableError, startAskThread } from './ask-thread.ts';

const TIMEOUT_MS = 1500;

test('what hangs is given up in time, and another thread answers the next call', async () => {
  const whole = memoryChunkStore();
  let hangs = true;
  const stuck: ChunkStore = {
    ...whole,
    documentIds: () => (hangs ? new Promise<string[]>(() => undefined) : whole.documentIds()),
  };
  const thread = startAskThread({ stores: { zh: stuck, en: stuck }, timeoutMs: TIMEOUT_MS, log: () => undefined });
  try {
    await expect(thread.missing('zh', ['a'])).rejects.toThrow(AskUnavailableError);
    hangs = false;
    // A busy machine may need longer than that to start a thread; every further try starts or finds one.
    await expect.poll(() => thread.missing('zh', ['a']).catch(String), { timeout: 30_000 }).toEqual(['a']);
    expect(thread.starts()).toBeGreaterThan(1);
  } finally {
    await thread.close();
  }
  await expect(thread.missing('zh', [])).rejects.toThrow('The server is stopping.');
});
