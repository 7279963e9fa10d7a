/**
 * The train step on `--threads` threads: Glassbox against tfjs' own ops, plain and with explicit transposes, in one
 * process, and against PyTorch in a process that waits between its turns. All start from the same weights.
 */
import type { Scalar } from '@tensorflow/tfjs-core';
import type { BenchRow } from '../../src/bench/device-bench.ts';
import { countStepFlop, STEP_SIZES } from '../../src/bench/gpt.ts';
import { createKernelSwitch, type KernelSwitch, snapshotKernels } from '../../src/bench/kernel-switch.ts';
import { median, medianRatio } from '../../src/bench/measure.ts';
import { createTrainStep, VARIANTS } from '../../src/bench/train-step.ts';
import { installWasmKernels } from '../../src/wasm/index.ts';
import { runPart, startWasm } from '../part.ts';
import { startTorch } from '../peers/torch.ts';

/** One rival: `run` does so many steps and gives their times and losses. */
interface Rival {
  stepsPerTurn: number;
  run(steps: number): Promise<{ ms: number[]; losses: number[] }>;
}

/** Steps of the fast ones per turn: their median stands against one step of the slow ones. */
const FAST_STEPS = 6;
/** float32 sums in another order; after a dozen steps of training. */
const LOSS_TOLERANCE = 2e-3;

await runPart(async ({ quick, threads }) => {
  const kernels = await startSwitchable(threads);
  const torch = await startTorch(threads, STEP_SIZES);
  const rivals: Record<string, Rival> = { glassbox: createTfjsRival('glassbox', kernels.useGlassbox, FAST_STEPS) };
  if (threads === 1) rivals.plain = createTfjsRival('plain', kernels.useTfjs, 1);
  rivals.transposed = createTfjsRival('transposed', kernels.useTfjs, 1);
  if ('run' in torch) rivals.torch = { stepsPerTurn: FAST_STEPS, run: torch.run };
  const times = await measure(rivals, quick ? 2 : 5);
  const note = 'run' in torch ? torch.version : torch.missing;
  if ('run' in torch) await torch.stop();

  const id = `step.${threads}t`;
  const ours = times.glassbox ?? [];
  const ms = median(ours);
  const rows: BenchRow[] = [
    { id: `${id}.ms`, value: ms, unit: 'ms' },
    { id: `${id}.tokens`, value: (1000 * STEP_SIZES.B * STEP_SIZES.T) / ms, unit: 'tokens/s' },
    { id: `${id}.gflops`, value: countStepFlop(STEP_SIZES) / ms / 1e6, unit: 'GFLOP/s' },
  ];
  for (const [name, suffix] of [
    ['plain', 'tfjs'],
    ['transposed', 'tfjs-transpose'],
    ['torch', 'torch'],
  ] as const) {
    const theirs = times[name];
    if (!theirs && name !== 'torch') continue;
    const said = name === 'torch' ? { note } : {};
    rows.push({ id: `${id}.${suffix}.ms`, value: theirs ? median(theirs) : null, unit: 'ms', ...said });
    rows.push({ id: `${id}.vs-${suffix}`, value: theirs ? medianRatio(theirs, ours) : null, unit: '×', ...said });
  }
  return rows;
});

async function startSwitchable(threads: number): Promise<KernelSwitch> {
  (await startWasm(threads)).dispose();
  const tfjs = snapshotKernels('wasm');
  await installWasmKernels({ threads });
  return createKernelSwitch('wasm', tfjs, snapshotKernels('wasm'));
}

function createTfjsRival(variant: keyof typeof VARIANTS, use: () => void, stepsPerTurn: number): Rival {
  use();
  const step = createTrainStep(VARIANTS[variant]);
  return {
    stepsPerTurn,
    async run(steps) {
      use();
      const ms: number[] = [];
      const losses: number[] = [];
      for (let i = 0; i < steps; i++) {
        const start = performance.now();
        const loss: Scalar = step.run();
        const [value = Number.NaN] = loss.dataSync();
        loss.dispose();
        ms.push(performance.now() - start);
        losses.push(value);
      }
      return { ms, losses };
    },
  };
}

/** Gives each rival's milliseconds per step, one median per round, after one round to warm up. */
async function measure(rivals: Record<string, Rival>, rounds: number): Promise<Record<string, number[]>> {
  const times: Record<string, number[]> = {};
  const losses: Record<string, number[]> = {};
  for (let round = -1; round < rounds; round++) {
    for (const [name, rival] of Object.entries(rivals)) {
      const turn = await rival.run(round < 0 ? 1 : rival.stepsPerTurn);
      losses[name] = [...(losses[name] ?? []), ...turn.losses];
      if (round < 0) continue;
      times[name] = [...(times[name] ?? []), median(turn.ms)];
      console.error(`  step: ${name} ${median(turn.ms).toFixed(0)} ms`);
    }
  }
  checkLosses(losses);
  return times;
}

/** Refuses to give numbers when the rivals did not do the same work. */
function checkLosses(losses: Record<string, number[]>): void {
  const ours = losses.glassbox ?? [];
  for (const [name, theirs] of Object.entries(losses)) {
    for (let step = 0; step < Math.min(ours.length, theirs.length); step++) {
      const difference = Math.abs((ours[step] ?? Number.NaN) - (theirs[step] ?? Number.NaN));
      if (difference <= LOSS_TOLERANCE) continue;
      throw new Error(
        `bench: at step ${step + 1} the loss of ${name} is ${theirs[step]}, ours ${ours[step]}; the same was needed; compare their gradients first`,
      );
    }
  }
}
