/** The thread in which questions are answered and files are read, so that neither holds up the server. */
import { parentPort, workerData } from 'node:worker_threads';
import { type ChunkStore, memoryChunkStore } from '@glassbox/core/rag';
import { CALIBRATIONS } from './calibration.ts';
import { shippedEmbedder } from './embedder.ts';
import { type AskEngine, createAskEngine } from './engine.ts';
import { type ModelSettings, modelGenerator } from './model.ts';
import { connectRpc, type Handlers } from './rpc.ts';

export interface WorkerSettings {
  /** `parent`: every look-up is asked of the thread that has the database. */
  store: 'memory' | 'parent';
  model?: ModelSettings | undefined;
}

if (!parentPort)
  throw new Error('ask/worker: started as a program; a worker thread was needed; use ask/ask-thread.ts.');

const { store, model } = workerData as WorkerSettings;
/** Messages may come before the embedder is read; they wait for it. */
const engine: Promise<AskEngine> = shippedEmbedder().then((embedder) =>
  createAskEngine({
    embedder,
    calibrations: CALIBRATIONS,
    stores:
      store === 'memory' ? { zh: memoryChunkStore(), en: memoryChunkStore() } : { zh: remote('zh'), en: remote('en') },
    model: model && modelGenerator(model),
  }),
);
const handlers: Handlers = {
  missing: async (...args: Parameters<AskEngine['missing']>) => (await engine).missing(...args),
  add: async (...args: Parameters<AskEngine['add']>) => (await engine).add(...args),
  keepOnly: async (...args: Parameters<AskEngine['keepOnly']>) => (await engine).keepOnly(...args),
  ask: async (...args: Parameters<AskEngine['ask']>) => (await engine).ask(...args),
  embed: async (...args: Parameters<AskEngine['embed']>) => (await engine).embed(...args),
};
const rpc = connectRpc(parentPort, handlers);
await engine;
void rpc.call('ready', []);

/** The store of the other side. */
function remote(locale: string): ChunkStore {
  const call =
    (method: keyof ChunkStore) =>
    <Result>(...args: unknown[]): Promise<Result> =>
      rpc.call<Result>('store', [locale, method, args]);
  return {
    put: call('put'),
    remove: call('remove'),
    findDocument: call('findDocument'),
    documentIds: call('documentIds'),
    chunkCount: call('chunkCount'),
    lexical: call('lexical'),
    nearest: call('nearest'),
    statistics: call('statistics'),
    chunks: call('chunks'),
    vectors: call('vectors'),
  };
}
