/** How a step's time per token and its memory grow: with T at the same tokens per step, and with the parameters. One thread. */
import type { BenchRow } from '../../src/bench/device-bench.ts';
import {
  countParameters,
  countStepFlop,
  createParameters,
  disposeParameters,
  type GptSizes,
  STEP_SIZES,
} from '../../src/bench/gpt.ts';
import { median } from '../../src/bench/measure.ts';
import { createTrainStep, VARIANTS } from '../../src/bench/train-step.ts';
import { countLeastBytes, watchHeap } from '../memory.ts';
import { runPart, startWasm } from '../part.ts';

const TOKENS_PER_STEP = STEP_SIZES.B * STEP_SIZES.T;
const LENGTHS = [64, 128, 256, 512, 1024];
/** GPT-2's shape from 0.1M to 10.7M parameters, on fewer tokens so that the largest takes under two seconds. */
const MODELS: Pick<GptSizes, 'nLayer' | 'nEmbd' | 'nHead'>[] = [
  { nLayer: 2, nEmbd: 64, nHead: 2 },
  { nLayer: 4, nEmbd: 80, nHead: 4 },
  { nLayer: 4, nEmbd: 128, nHead: 4 },
  { nLayer: 6, nEmbd: 192, nHead: 6 },
  { nLayer: 6, nEmbd: 384, nHead: 6 },
];
const MODEL_BATCH = 8;

await runPart(async ({ quick }) => {
  await startWasm(1);
  const rows: BenchRow[] = [];
  for (const T of LENGTHS) {
    rows.push(...measureOne(`growth.length.${T}`, { ...STEP_SIZES, T, B: TOKENS_PER_STEP / T }, quick));
  }
  for (const model of MODELS) {
    const sizes = { ...STEP_SIZES, ...model, B: MODEL_BATCH };
    rows.push(...measureOne(`growth.parameters.${model.nLayer}x${model.nEmbd}`, sizes, quick));
  }
  return rows;
});

function measureOne(id: string, sizes: GptSizes, quick: boolean): BenchRow[] {
  const heap = watchHeap();
  const step = createTrainStep(VARIANTS.glassbox, sizes);
  const times: number[] = [];
  for (let i = -2; i < (quick ? 2 : 5); i++) {
    const start = performance.now();
    const loss = step.run();
    loss.dataSync();
    loss.dispose();
    if (i >= 0) times.push(performance.now() - start);
  }
  step.dispose();
  heap.stop();
  const parameters = createParameters(sizes);
  const count = countParameters(parameters);
  disposeParameters(parameters);
  const ms = median(times);
  const note = `${count} parameters, T ${sizes.T}, B ${sizes.B}`;
  return [
    { id: `${id}.us-per-token`, value: (1000 * ms) / (sizes.B * sizes.T), unit: 'µs', note },
    { id: `${id}.gflops`, value: countStepFlop(sizes) / ms / 1e6, unit: 'GFLOP/s', note },
    { id: `${id}.memory-ratio`, value: heap.peakBytes() / countLeastBytes(sizes, count), unit: '×', note },
  ];
}
