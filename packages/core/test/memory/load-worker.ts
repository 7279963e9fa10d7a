/** Loads and saves a model's folder in a process of its own and prints by how many bytes its memory grew at most. */
import { readFileSync, writeFileSync } from 'node:fs';
import { getBackend } from '@tensorflow/tfjs-core';
import { type BackendName, loadBert, loadModel, saveModel, selectBackend } from '../../src/index.ts';
import { nodeDirectory } from '../../src/node/index.ts';

const [backend, kind, warmUp = '', path = '', target = '', dtype] = process.argv.slice(2);
const load = async (folder: string) => (await (kind === 'bert' ? loadBert : loadModel)(nodeDirectory(folder))).model;
const collect = (globalThis as { gc?: () => void }).gc ?? (() => undefined);

/**
 * The most this process had since `forgetPeak`, in bytes. On Linux by its own mark, for what `resourceUsage` says begins with what the parent had, which in a
 * worker full of other tests is more; elsewhere since its start, so never less than what a task took.
 */
function peak(): number {
  if (process.platform !== 'linux') return 1024 * process.resourceUsage().maxRSS;
  const [, kilobytes] = /^VmHWM:\s+(\d+) kB$/m.exec(readFileSync('/proc/self/status', 'utf8')) ?? [];
  return 1024 * Number(kilobytes);
}

function forgetPeak(): void {
  // proc(5): 5 sets the mark back to what is resident now.
  if (process.platform === 'linux') writeFileSync('/proc/self/clear_refs', '5');
}

/** By how much the process grew at most during the task. */
async function growth<Result>(task: () => Promise<Result>): Promise<[Result, number]> {
  collect();
  forgetPeak();
  const before = process.memoryUsage.rss();
  const result = await task();
  return [result, peak() - before];
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
