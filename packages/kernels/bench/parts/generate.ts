/** Tokens per second with a KV cache, batch 1, one thread, greedy: Glassbox against onnxruntime-web on the same weights. */

import { createDecoder, createInt8Decoder } from '../../src/bench/decode.ts';
import { profileKernels } from '../../src/bench/device.ts';
import type { BenchRow } from '../../src/bench/device-bench.ts';
import { countParameters, createParameters, disposeParameters, type GptSizes } from '../../src/bench/gpt.ts';
import { measureInTurns, median, medianRatio } from '../../src/bench/measure.ts';
import { runPart, startWasm } from '../part.ts';
import { createOrtDecoder } from '../peers/ort.ts';

/** GPT-2's shape at 0.8M and 10.7M parameters; 256 characters of context. */
const MODELS: Record<string, GptSizes> = {
  '0.8m': { nLayer: 4, nEmbd: 128, nHead: 4, T: 256, B: 1, V: 65 },
  '10m': { nLayer: 6, nEmbd: 384, nHead: 6, T: 256, B: 1, V: 65 },
};
const FIRST_ID = 1;
/** Wide enough that the likeliest ids vary, so that equal ids mean equal arithmetic. */
const SPREAD = 0.5;

await runPart(async ({ quick }) => {
  await startWasm(1);
  const rows: BenchRow[] = [];
  for (const [name, sizes] of Object.entries(MODELS)) rows.push(...(await measureModel(name, sizes, quick)));
  return rows;
});

async function measureModel(name: string, sizes: GptSizes, quick: boolean): Promise<BenchRow[]> {
  const parameters = createParameters(sizes, { tied: true, spread: SPREAD });
  const count = countParameters(parameters);
  const note = `${(count / 1e6).toFixed(2)}M parameters`;
  const ours = createDecoder(sizes, parameters);
  const small = createInt8Decoder(sizes, parameters);
  const theirs = await createOrtDecoder(sizes, parameters);
  const [ourIds, theirIds] = [ours.generate(FIRST_ID, sizes.T), await theirs.generate(FIRST_ID, sizes.T)];
  if (ourIds.join() !== theirIds.join()) {
    throw new Error(`bench: ${name} generates\n${ourIds.join()}\nand onnxruntime-web\n${theirIds.join()}`);
  }
  const times = await measureInTurns(
    {
      ours: () => ours.generate(FIRST_ID, sizes.T),
      theirs: () => theirs.generate(FIRST_ID, sizes.T),
      int8: () => small.generate(FIRST_ID, sizes.T),
    },
    { rounds: quick ? 3 : 9, warmUps: 2 },
  );
  const start = performance.now();
  const kernels = profileKernels('wasm', () => ours.generate(FIRST_ID, sizes.T));
  const outsideMs = performance.now() - start - kernels.reduce((sum, { ms }) => sum + ms, 0);
  const calls = kernels.reduce((sum, kernel) => sum + kernel.calls, 0);
  ours.dispose();
  small.dispose();
  await theirs.dispose();
  disposeParameters(parameters);
  const speed = (ms: number[]) => (1000 * sizes.T) / median(ms);
  return [
    { id: `generate.${name}.tokens`, value: speed(times.ours), unit: 'tokens/s', note },
    { id: `generate.${name}.ort.tokens`, value: speed(times.theirs), unit: 'tokens/s' },
    { id: `generate.${name}.vs-ort`, value: medianRatio(times.theirs, times.ours), unit: '×' },
    { id: `generate.${name}.weights-read`, value: (4 * count * speed(times.ours)) / 1e9, unit: 'GB/s' },
    { id: `generate.${name}.kernel-calls`, value: calls / sizes.T, unit: 'calls per token' },
    { id: `generate.${name}.outside-kernels`, value: (1000 * outsideMs) / sizes.T, unit: 'µs per token' },
    { id: `generate.${name}.int8.tokens`, value: speed(times.int8), unit: 'tokens/s' },
    {
      id: `generate.${name}.int8.vs-ort`,
      value: medianRatio(times.theirs, times.int8),
      unit: '×',
      note: 'ours with 8-bit weights',
    },
  ];
}
