/** Runs the checks inside a Web Worker and posts how each went. */
import { type BackendName, selectBackend } from '../src/index.ts';
import { fetchFixture, WASM_PATHS } from './browser-assets.ts';
import { workerChecks } from './checks/all-checks.ts';

export interface WorkerResult {
  readonly title: string;
  readonly problem?: string;
}

const port = globalThis as unknown as {
  onmessage: (event: { data: BackendName }) => void;
  postMessage(results: readonly WorkerResult[]): void;
};

port.onmessage = async ({ data: backend }) => {
  const info = await selectBackend({ prefer: backend, wasmPaths: WASM_PATHS });
  const fixture = await fetchFixture();
  const results: WorkerResult[] = [
    { title: 'backend', ...(info.name !== backend && { problem: JSON.stringify(info.skipped) }) },
  ];
  for (const { title, run } of workerChecks(backend)) {
    const problem = await run({ backend, fixture }).then(() => undefined, String);
    results.push(problem === undefined ? { title } : { title, problem });
  }
  port.postMessage(results);
};
