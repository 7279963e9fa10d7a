/** PyTorch as a rival: a Python process that waits between its turns, fed with the same weights. Absent is an answer too. */
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { createParameters, disposeParameters, type GptSizes } from '../../src/bench/gpt.ts';
import { ADAMW, WEIGHT_DECAY } from '../../src/bench/optimizers.ts';

const INSTALL = 'apt-get install python3-torch libopenblas0-openmp';
/** Debian's Python first: an own one of the user rarely has Debian's PyTorch. */
const PYTHONS = ['/usr/bin/python3', 'python3', 'python'];

interface TorchTurn {
  ms: number[];
  losses: number[];
}

export interface TorchPeer {
  /** Version and BLAS, for the note. */
  version: string;
  /** Runs so many further steps. */
  run(steps: number): Promise<TorchTurn>;
  stop(): Promise<void>;
}

/** Starts the peer with `threads` threads, or says in one sentence what is missing. */
export async function startTorch(threads: number, sizes: GptSizes): Promise<TorchPeer | { missing: string }> {
  const python = PYTHONS.find(
    (name) =>
      (!name.startsWith('/') || existsSync(name)) &&
      spawnSync(name, ['-c', 'import torch'], { stdio: 'ignore' }).status === 0,
  );
  if (!python) return { missing: `no Python with PyTorch was found; ${INSTALL}` };
  const folder = await mkdtemp(join(tmpdir(), 'glassbox-torch-'));
  const [layout, values] = [join(folder, 'layout.json'), join(folder, 'values.bin')];
  await writeWeights(sizes, layout, values);
  const script = fileURLToPath(new URL('torch-step.py', import.meta.url));
  const environment = { ...process.env, OMP_NUM_THREADS: String(threads), OPENBLAS_NUM_THREADS: String(threads) };
  const child = spawn(python, [script, String(threads), layout, values], {
    env: environment,
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const ask = createDialogue(child);
  const stop = async () => {
    child.kill();
    await rm(folder, { recursive: true, force: true });
  };
  const { torch, blas } = (await ask()) as { torch: string; blas: string };
  if (!/openblas|mkl|unknown/i.test(blas)) {
    await stop();
    return {
      missing: `PyTorch ${torch} has no fast BLAS here and would be no rival; apt-get install libopenblas0-openmp`,
    };
  }
  return {
    version: `PyTorch ${torch}, ${blas.split('/').slice(-2).join('/')}`,
    run: (steps) => ask(String(steps)) as Promise<TorchTurn>,
    stop,
  };
}

async function writeWeights(sizes: GptSizes, layoutFile: string, valuesFile: string): Promise<void> {
  const parameters = createParameters(sizes);
  const layout = {
    sizes,
    ...ADAMW,
    weightDecay: WEIGHT_DECAY,
    parameters: Object.entries(parameters).map(([name, { shape }]) => [name, shape]),
  };
  const bytes = Object.values(parameters).map((parameter) => {
    const values = parameter.dataSync<'float32'>();
    return new Uint8Array(values.buffer, values.byteOffset, values.byteLength).slice();
  });
  disposeParameters(parameters);
  await writeFile(layoutFile, JSON.stringify(layout));
  await writeFile(valuesFile, Buffer.concat(bytes));
}

/** Returns a function that writes one line (or none) and resolves to the JSON of the next line that comes back. */
function createDialogue(child: ChildProcess): (line?: string) => Promise<unknown> {
  if (!child.stdin || !child.stdout) throw new Error('torch peer: its pipes were not opened');
  const { stdin } = child;
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  return async (line) => {
    if (line !== undefined) stdin.write(`${line}\n`);
    const { value, done } = await lines.next();
    if (done) throw new Error(`torch peer: it ended early with code ${child.exitCode}; its messages are above`);
    return JSON.parse(value);
  };
}
