/**
 * The thread of one evaluation: loads the evaluator it is told, runs it and ends. Whatever happens to it (an endless loop,
 * too much memory, a fault) ends this thread and nothing else.
 */
import { parentPort, workerData } from 'node:worker_threads';
import { type Metrics, Refusal } from './evaluators/evaluator.ts';
import { loadEvaluator } from './evaluators/index.ts';
import type { ThreadMessage, ThreadTask } from './thread-contract.ts';
import { limitWasmMemory } from './wasm-budget.ts';

const { evaluator, files, settings, authored, wasmBytes } = workerData as ThreadTask;

limitWasmMemory(wasmBytes, () => post({ kind: 'memory' }));
try {
  const evaluate = await loadEvaluator(evaluator);
  const byName = new Map(files.map(({ name, bytes }) => [name, bytes]));
  const metrics = await evaluate({ files: byName, settings, authored }, (share) => post({ kind: 'progress', share }));
  assertFinite(metrics);
  post({ kind: 'measured', metrics });
} catch (error) {
  if (!(error instanceof Refusal)) throw error;
  post({ kind: 'refused', reason: { code: error.code, text: error.text } });
}

function post(message: ThreadMessage): void {
  parentPort?.postMessage(message);
}

/** JSON has no NaN, and no threshold can be held against one. */
function assertFinite(metrics: Metrics): void {
  const wrong = Object.entries(metrics).find(([, value]) => !Number.isFinite(value));
  if (wrong) throw new Error(`${evaluator}: ${wrong[0]} came out as ${wrong[1]}`);
}
