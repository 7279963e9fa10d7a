/** What every part of the bench shares: it is a process of its own, measures, and hands its rows to `pnpm bench`. */

import { setBackend } from '@tensorflow/tfjs-core';
import type { BenchRow } from '../src/bench/device-bench.ts';
import { configureWasmKernels, type InstalledWasmKernels, installWasmKernels } from '../src/wasm/index.ts';

export interface PartOptions {
  /** Fewer rounds, for a look in passing. */
  quick: boolean;
  /** Threads of this part; 1 unless the part is run once per number. */
  threads: number;
}

/** Runs `measure` with the options of the command line and sends the rows to the parent, or prints them without one. */
export async function runPart(measure: (options: PartOptions) => Promise<BenchRow[]>): Promise<void> {
  const threads = Number(/^--threads=(\d+)$/m.exec(process.argv.join('\n'))?.[1] ?? 1);
  const rows = await measure({ quick: process.argv.includes('--quick'), threads });
  if (process.send) process.send(rows, () => process.disconnect?.());
  else console.log(JSON.stringify(rows, null, 1));
}

/** Starts tfjs' wasm backend with Glassbox' kernels on so many threads. Throws when it gets fewer. */
export async function startWasm(threads: number): Promise<InstalledWasmKernels> {
  configureWasmKernels({ threads });
  await setBackend('wasm');
  const installed = await installWasmKernels();
  if (installed.threads === threads) return installed;
  throw new Error(`bench: ${threads} threads were asked for and ${installed.threads} run: ${installed.warning ?? ''}`);
}
