/**
 * `pnpm bench`: one train step of a small GPT on one thread, Glassbox against the same model in plain tfjs-wasm ops,
 * taken in turns in one process. `--json` prints rows for machines, `--profile` the time per kernel of ours.
 */
import '@tensorflow/tfjs-backend-wasm';
import {
  add,
  div,
  getKernelsForBackend,
  mul,
  setBackend,
  sqrt,
  square,
  sub,
  type Tensor,
  type Variable,
  variable,
  zeros,
} from '@tensorflow/tfjs-core';
import { adamW, registerBasicGradients } from '../src/index.ts';
import { installWasmKernels } from '../src/wasm/index.ts';
import { createStep, type Parameters, SIZES, STEP_FLOP } from './model.ts';
import { glassboxOps, plainOps } from './ops.ts';

const ADAMW = { learningRate: 1e-3, beta1: 0.9, beta2: 0.99, epsilon: 1e-8 };
const WEIGHT_DECAY = 0.1;
const [PLAIN_STEPS, OUR_STEPS] = [3, 25];

await setBackend('wasm');
registerBasicGradients();
const plainStep = createStep(plainOps, plainAdamW());
const plainLoss = plainStep();
const plainTimes = Array.from({ length: PLAIN_STEPS }, () => timed(plainStep));
const plainMs = median(plainTimes);

const { simd } = await installWasmKernels();
const ourStep = createStep(glassboxOps, glassboxAdamW());
const ourLoss = ourStep();
for (let i = 0; i < 3; i++) ourStep();
const ourTimes = Array.from({ length: OUR_STEPS }, () => timed(ourStep));
const ourMs = median(ourTimes);
const calls = countKernels(ourStep, process.argv.includes('--profile'));

if (Math.abs(plainLoss - ourLoss) > 1e-3) throw new Error(`bench: losses differ: ${plainLoss} and ${ourLoss}`);
const rows = [
  { id: 'step.1t.plain-tfjs', value: plainMs, unit: 'ms' },
  { id: 'step.1t.glassbox', value: ourMs, unit: 'ms' },
  { id: 'step.1t.vs-tfjs', value: plainMs / ourMs, unit: '×' },
  { id: 'step.1t.gflops', value: STEP_FLOP / ourMs / 1e6, unit: 'GFLOP/s' },
  { id: 'step.1t.tokens', value: (SIZES.B * SIZES.T * 1000) / ourMs, unit: 'tokens/s' },
  // The shortest runs: what the machine does when nothing else wants it.
  { id: 'step.1t.vs-tfjs.best', value: Math.min(...plainTimes) / Math.min(...ourTimes), unit: '×' },
  { id: 'step.1t.glassbox.best', value: Math.min(...ourTimes), unit: 'ms' },
  { id: 'step.kernel-calls', value: calls, unit: 'calls' },
];
if (process.argv.includes('--json')) console.log(JSON.stringify(rows));
else {
  console.log(`train step, 1 thread, ${simd} SIMD, ${JSON.stringify(SIZES)}`);
  for (const { id, value, unit } of rows) console.log(`${id.padEnd(22)}${value.toFixed(1).padStart(10)} ${unit}`);
}

function timed(step: () => number): number {
  const start = performance.now();
  step();
  return performance.now() - start;
}

function median(values: number[]): number {
  return values.sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}

function glassboxAdamW() {
  let moments: { firstMoments: Variable[]; secondMoments: Variable[] } | undefined;
  return (parameters: Parameters, gradients: Record<string, Tensor>, step: number) => {
    const list = Object.values(parameters);
    moments ??= { firstMoments: zeroMoments(list), secondMoments: zeroMoments(list) };
    const weightDecay = list.map((p) => (p.rank > 1 ? WEIGHT_DECAY : 0));
    adamW({ parameters: list, gradients: Object.values(gradients), ...moments, step, weightDecay, ...ADAMW });
  };
}

function plainAdamW() {
  let moments: { first: Variable[]; second: Variable[] } | undefined;
  return (parameters: Parameters, gradients: Record<string, Tensor>, step: number) => {
    const list = Object.values(parameters);
    moments ??= { first: zeroMoments(list), second: zeroMoments(list) };
    const { first, second } = moments;
    const { beta1, beta2, learningRate, epsilon } = ADAMW;
    Object.values(gradients).forEach((g, i) => {
      const [p, m, v] = [list[i], first[i], second[i]] as [Variable, Variable, Variable];
      m.assign(add(mul(m, beta1), mul(g, 1 - beta1)));
      v.assign(add(mul(v, beta2), mul(square(g), 1 - beta2)));
      const deviation = add(sqrt(div(v, 1 - beta2 ** step)), epsilon);
      const kept = mul(p, p.rank > 1 ? 1 - learningRate * WEIGHT_DECAY : 1);
      p.assign(sub(kept, div(mul(m, learningRate / (1 - beta1 ** step)), deviation)));
    });
  };
}

function zeroMoments(parameters: Variable[]): Variable[] {
  return parameters.map(({ shape }) => {
    const start = zeros(shape);
    const made = variable(start, false);
    start.dispose();
    return made;
  });
}

/** Wraps every wasm kernel for one step; returns the number of calls. */
function countKernels(step: () => number, print: boolean): number {
  const times = new Map<string, { calls: number; ms: number }>();
  for (const config of getKernelsForBackend('wasm')) {
    const { kernelFunc, kernelName } = config;
    config.kernelFunc = (call) => {
      const start = performance.now();
      const result = kernelFunc(call);
      const entry = times.get(kernelName) ?? { calls: 0, ms: 0 };
      times.set(kernelName, { calls: entry.calls + 1, ms: entry.ms + performance.now() - start });
      return result;
    };
  }
  const total = timed(step);
  const entries = [...times].sort(([, a], [, b]) => b.ms - a.ms);
  if (print)
    for (const [name, { calls, ms }] of entries) console.log(`${name.padEnd(30)}${calls} calls ${ms.toFixed(1)} ms`);
  const inside = entries.reduce((sum, [, { ms }]) => sum + ms, 0);
  if (print) console.log(`outside kernels ${(total - inside).toFixed(1)} ms`);
  return entries.reduce((sum, [, { calls }]) => sum + calls, 0);
}
