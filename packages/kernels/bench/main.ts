/**
 * The bench behind `pnpm bench`: runs each part in a process of its own, one after another, and reports all rows. With
 * `--json` standard output holds nothing but one array; progress goes to standard error.
 */
import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import type { BenchRow } from '../src/bench/device-bench.ts';
import { printTable } from './print.ts';
import { describeMachine, fillIn, type ReportRow, toReportRow } from './rows.ts';
import { writeDocs } from './write-docs.ts';

interface Part {
  name: string;
  file: string;
  parameters?: string[];
  /** Beginnings of the ids it measures. */
  ids: string[];
}

const PARTS: Part[] = [
  { name: 'matrix products against the register peak', file: 'gemm.ts', ids: ['gemm.'] },
  { name: 'train step, 1 thread', file: 'step.ts', parameters: ['--threads=1'], ids: ['step.1t.'] },
  { name: 'train step, 2 threads', file: 'step.ts', parameters: ['--threads=2'], ids: ['step.2t.'] },
  { name: 'work per step', file: 'work.ts', ids: ['step.kernel-calls', 'memory.', 'profile.'] },
  { name: 'generation', file: 'generate.ts', ids: ['generate.'] },
  { name: 'growth', file: 'growth.ts', ids: ['growth.'] },
  { name: 'WebGPU', file: 'webgpu.ts', ids: ['webgpu.'] },
];
const PART_LIMIT_MS = 240_000;
const USAGE = `pnpm bench [--json] [--quick] [--only <beginning of ids>] [--write-docs]
  --json        print one JSON array of rows and nothing else
  --quick       fewer rounds
  --only        e.g. step.1t or generate
  --write-docs  also renew the tables of docs/performance.md and its plots; needs all parts`;

const { values: options } = parseArgs({
  options: {
    json: { type: 'boolean', default: false },
    quick: { type: 'boolean', default: false },
    only: { type: 'string', default: '' },
    'write-docs': { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  },
});
if (options.help) console.log(USAGE);
else if (options['write-docs'] && options.only) {
  console.error('bench: --write-docs shows one whole run; leave out --only');
  process.exitCode = 1;
} else await main();

async function main(): Promise<void> {
  const rows: ReportRow[] = [];
  for (const part of PARTS) {
    if (!part.ids.some((id) => id.startsWith(options.only) || options.only.startsWith(id))) continue;
    console.error(`bench: ${part.name} …`);
    rows.push(...(await measure(part)));
  }
  const chosen = rows.filter(({ id }) => id.startsWith(options.only));
  if (options['write-docs']) await writeDocs(chosen);
  if (options.json) console.log(JSON.stringify(chosen));
  else printTable(chosen);
}

/** A part that fails leaves its targets without values, and the others run on. */
async function measure(part: Part): Promise<ReportRow[]> {
  const machine = describeMachine();
  let rows: ReportRow[] = [];
  let note = 'this part gave no such row';
  try {
    rows = (await runPart(part)).map((row) => toReportRow(row, machine));
  } catch (error) {
    note = error instanceof Error ? error.message : String(error);
    console.error(note);
  }
  return [...rows, ...fillIn(rows, part.ids, note, machine)];
}

function runPart({ file, parameters = [], name }: Part): Promise<BenchRow[]> {
  const script = fileURLToPath(new URL(`parts/${file}`, import.meta.url));
  const chosen = [...parameters, ...(options.quick ? ['--quick'] : [])];
  // Whatever a part prints is progress: it goes where ours goes.
  const child = fork(script, chosen, { stdio: ['ignore', 2, 2, 'ipc'], timeout: PART_LIMIT_MS });
  return new Promise((resolve, reject) => {
    let rows: BenchRow[] | undefined;
    child.on('message', (message) => {
      rows = message as BenchRow[];
    });
    child.on('error', reject);
    child.on('exit', (code, signal) => {
      if (rows) resolve(rows);
      else reject(new Error(`bench: the part “${name}” ended without rows (${signal ?? `code ${code}`}); see above`));
    });
  });
}
