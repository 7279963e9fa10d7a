/** What one step of ours asks of tfjs: kernel calls, time per kernel, and the heap at its fullest. One thread. */

import { profileKernels } from '../../src/bench/device.ts';
import type { BenchRow } from '../../src/bench/device-bench.ts';
import { countParameters, createParameters, disposeParameters, STEP_SIZES } from '../../src/bench/gpt.ts';
import { createTrainStep, VARIANTS } from '../../src/bench/train-step.ts';
import { countLeastBytes, watchHeap } from '../memory.ts';
import { runPart, startWasm } from '../part.ts';

/** Kernels that give data another shape or handle and compute nothing. */
const HANDLES_ONLY = new Set(['Identity', 'Reshape']);
const WARM_UPS = 3;
/** Kernels below this share of the step are not listed. */
const LEAST_SHARE = 0.002;

await runPart(async () => {
  await startWasm(1);
  const parameters = createParameters(STEP_SIZES);
  const least = countLeastBytes(STEP_SIZES, countParameters(parameters));
  disposeParameters(parameters);

  const heap = watchHeap();
  const step = createTrainStep(VARIANTS.glassbox);
  const run = () => {
    const loss = step.run();
    loss.dataSync();
    loss.dispose();
  };
  for (let i = 0; i < WARM_UPS; i++) run();
  heap.stop();

  const start = performance.now();
  const kernels = profileKernels('wasm', run);
  const total = performance.now() - start;
  const count = (list: typeof kernels) => list.reduce((sum, { calls }) => sum + calls, 0);
  const rows: BenchRow[] = [
    { id: 'step.kernel-calls', value: count(kernels), unit: 'calls' },
    {
      id: 'step.kernel-calls.computing',
      value: count(kernels.filter(({ kernel }) => !HANDLES_ONLY.has(kernel))),
      unit: 'calls',
      note: 'without Identity and Reshape, which only make handles',
    },
    { id: 'memory.peak', value: heap.peakBytes() / 1e6, unit: 'MB' },
    { id: 'memory.least', value: least / 1e6, unit: 'MB' },
    { id: 'memory.peak-ratio', value: heap.peakBytes() / least, unit: '×' },
  ];
  for (const { kernel, ms } of kernels) {
    if (ms > LEAST_SHARE * total) rows.push({ id: `profile.1t.${kernel}`, value: ms, unit: 'ms' });
  }
  const outside = total - kernels.reduce((sum, { ms }) => sum + ms, 0);
  rows.push({ id: 'profile.1t.outside-kernels', value: outside, unit: 'ms' });
  return rows;
});
