/**
 * What the key-value cache buys: the same tokens written with and without it, and sixteen rows at once, in turns, so that
 * whatever else the machine does slows all of them. Prints its figures and writes them to docs/results.
 */
import {
  complete,
  createGpt,
  createRandom,
  drawToken,
  type Gpt,
  selectBackend,
  tokenProbabilities,
} from '@glassbox/core';
import { writeResult } from './results.ts';

const SIZES = [
  { vocabSize: 65, nLayer: 4, nHead: 4, nEmbd: 128, blockSize: 64 },
  { vocabSize: 65, nLayer: 4, nHead: 4, nEmbd: 128, blockSize: 256 },
];
const PROMPT = [1, 2, 3, 4, 5, 6, 7, 8];
const SEED = 1;
const ROUNDS = 5;
const ROWS = 16;

const backend = await selectBackend();
const start = performance.now();
const rows: (string | number)[][] = [];
for (const config of SIZES) rows.push(await compare(config));
await writeResult({
  name: 'generation-speed',
  title: 'Writing with a key-value cache',
  summary:
    'An untrained model fills its context from 8 tokens on: read anew for every token, on the cache, and on the cache with 16 rows at once. Medians of five turns after one to warm up; both ways wrote the same tokens.',
  command: 'pnpm --filter @glassbox/models recipe:generation-speed',
  seeds: [SEED],
  minutes: (performance.now() - start) / 60_000,
  backend: backend.label,
  tables: [
    {
      title: 'Milliseconds per token',
      columns: [
        'nLayer × nEmbd',
        'parameters',
        'blockSize',
        'without cache',
        'with cache',
        'times as fast',
        `${ROWS} rows, per token`,
      ],
      rows,
    },
  ],
  notes: ['The three ways take turns on a machine that others may use too: compare columns rather than milliseconds.'],
});

async function compare(config: (typeof SIZES)[number]): Promise<(string | number)[]> {
  const model = createGpt(config, { seed: SEED });
  const maxTokens = config.blockSize - PROMPT.length;
  const options = { maxTokens, seed: SEED, temperature: 0.8 };
  const times = { without: [] as number[], with: [] as number[], rows: [] as number[] };
  for (let round = 0; round <= ROUNDS; round++) {
    const [expected, without] = await timed(() => withoutCache(model, options));
    const [[found], cached] = await timed(() => complete(model, [PROMPT], options));
    const [, many] = await timed(() =>
      complete(
        model,
        Array.from({ length: ROWS }, () => PROMPT),
        options,
      ),
    );
    if (expected.join() !== found?.tokenIds.join())
      throw new Error('generation-speed: the two ways wrote different tokens.');
    if (round === 0) continue; // warming up: code is compiled, the heap grows
    times.without.push(without / maxTokens);
    times.with.push(cached / maxTokens);
    times.rows.push(many / maxTokens / ROWS);
  }
  const [without, cached, many] = [median(times.without), median(times.with), median(times.rows)];
  const size = `${config.nLayer} × ${config.nEmbd}`;
  const row = [
    size,
    model.parameterCount,
    config.blockSize,
    without.toFixed(2),
    cached.toFixed(2),
    (without / cached).toFixed(1),
    many.toFixed(3),
  ];
  console.log(row.join('  '));
  model.dispose();
  return row;
}

/** Reads the whole text again for every token. */
async function withoutCache(model: Gpt, options: { maxTokens: number; temperature: number }): Promise<number[]> {
  const random = createRandom(SEED);
  const tokenIds = PROMPT.slice();
  for (let count = 0; count < options.maxTokens; count++) {
    const logits = model.logitsAt(Int32Array.from(tokenIds), [1, tokenIds.length], tokenIds.length - 1);
    tokenIds.push(drawToken(tokenProbabilities(Float32Array.from(await logits.data()), options), random));
    logits.dispose();
  }
  return tokenIds.slice(PROMPT.length);
}

async function timed<Result>(task: () => Promise<Result>): Promise<[Result, number]> {
  const begin = performance.now();
  return [await task(), performance.now() - begin];
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}
