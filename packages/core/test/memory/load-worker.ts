/** Loads and saves a model's folder in a process of its own and prints by how many bytes its memory grew at most. */
import { readFileSync } from 'node:fs';
import { getBackend } from '@tensorflow/tfjs-core';
import { type BackendName, loadBert, loadModel, saveModel, selectBackend } from '../../src/index.ts';
import { nodeDirectory } from '../../src/node/index.ts';

const [backend, kind, warmUp = '', path = '', target = '', dtype] = process.argv.slice(2);
const load = async (folder: string) => (await (kind === 'bert' ? loadBert : loadModel)(nodeDirectory(folder))).model;
const collect = (globalThis as { gc?: () => void }).gc ?? (() => undefined);

/**
 * The most this process ever had, in bytes. What `resourceUsage` says begins, on Linux, with what the parent had when it started this process, which in a
 * worker full of other tests is more.
 */
function mostEver(): number {
  if (process.platform !== 'linux') return 1024 * process.resourceUsage().maxRSS;
  const [, kilobytes] = /^VmHWM:\s+(\d+) kB$/m.exec(readFileSync('/proc/self/status', 'utf8')) ?? [];
  return 1024 * Number(kilobytes);
}

/** The most the process ever had, minus what it had before the task: never less than what the task itself took. */
async function growth<Result>(task: () => Promise<Result>): Promise<[Result, number]> {
  collect();
  const before = process.memoryUsage.rss();
  const result = await task();
  return [result, mostEver() - before];
}

await selectBackend({ prefer: backend as BackendName });
(await load(warmUp)).dispose(); // code is compiled, the backend has started
const [model, loadBytes] = await growth(() => load(path));
const report = { backend: getBackend(), modelBytes: 4 * model.parameterCount, loadBytes };
if (!target) console.log(JSON.stringify(report));
else {
  const [, saveBytes] = await growth(() =>
    saveModel(model, undefined, nodeDirectory(target), { dtype: dtype as 'F16' }),
  );
  console.log(JSON.stringify({ ...report, saveBytes }));
}
