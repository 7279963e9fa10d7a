/**
 * docs/how-to/outgrow-the-tab.md, done: a model trained here goes on in plain PyTorch and comes back. Where there is no
 * PyTorch for /usr/bin/python3 (Debian: apt-get install python3-torch) the test is skipped and says so.
 */
import { execFile, execFileSync } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  type Batch,
  batches,
  charTokenizer,
  createGpt,
  evaluateLoss,
  loadModel,
  pretrain,
  saveModel,
  selectBackend,
} from '../src/index.ts';
import { nodeDirectory } from '../src/node/index.ts';

const PYTHON = '/usr/bin/python3';
const SCRIPT = fileURLToPath(new URL('../../../docs/how-to/continue_training.py', import.meta.url));
const hasTorch = (() => {
  try {
    execFileSync(PYTHON, ['-c', 'import torch'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
})();
const reason = hasTorch ? '' : ` (skipped: ${PYTHON} cannot import torch)`;

// A line that repeats with a count: quick to learn, and never quite learnt after the few steps here.
const TEXT = Array.from({ length: 400 }, (_, i) => `第${i % 10}行：床前明月光，疑是地上霜。\n`).join('');
const SHAPE = { nLayer: 2, nHead: 2, nEmbd: 32, blockSize: 16 };
const STEPS = 60;
/** Single precision in both, summed in another order. */
const TOLERANCE = 1e-4;

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'glassbox-torch-'));
  await selectBackend({ prefer: 'wasm' });
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** The windows that the script validates on. */
function heldOutWindows(tokenIds: Int32Array): Batch {
  const T = SHAPE.blockSize;
  const held = tokenIds.subarray(tokenIds.length - Math.floor(tokenIds.length / 10));
  const B = Math.min(40, Math.floor((held.length - 1) / T));
  return { inputs: held.slice(0, B * T), targets: held.slice(1, B * T + 1), shape: [B, T] };
}

describe('outgrowing the tab', () => {
  it.skipIf(!hasTorch)(
    `PyTorch starts at our loss, lowers it, and we load the result at PyTorch’s loss${reason}`,
    async () => {
      const tokenizer = charTokenizer(TEXT);
      const tokenIds = tokenizer.encode(TEXT);
      const windows = [heldOutWindows(tokenIds)];
      const [ours, theirs, text] = ['ours', 'theirs', 'text.txt'].map((name) => join(folder, name)) as [
        string,
        string,
        string,
      ];
      await writeFile(text, TEXT);

      const model = createGpt({ ...SHAPE, vocabSize: tokenizer.vocabSize }, { seed: 1 });
      const data = batches(tokenIds, { batchSize: 4, blockSize: SHAPE.blockSize, seed: 1 });
      const config = {
        batchSize: 4,
        maxSteps: 20,
        learningRate: 1e-3,
        minLearningRate: 1e-4,
        warmupSteps: 2,
        beta2: 0.99,
        weightDecay: 0.1,
        gradClip: 1,
        evalEvery: 20,
      };
      for await (const _ of pretrain({ model, data, config, seed: 1 }));
      await saveModel(model, tokenizer, nodeDirectory(ours));
      const before = (await evaluateLoss(model, windows)).loss;
      model.dispose();

      const { stdout } = await promisify(execFile)(PYTHON, [
        SCRIPT,
        ours,
        text,
        theirs,
        '--steps',
        String(STEPS),
        '--lr',
        '3e-3',
      ]);
      const torch = JSON.parse(stdout.trim().split('\n').at(-1) ?? '');
      const loaded = await loadModel(nodeDirectory(theirs));
      const after = (await evaluateLoss(loaded.model, windows)).loss;
      loaded.model.dispose();

      expect(Math.abs(torch.before - before)).toBeLessThan(TOLERANCE);
      expect(torch.after).toBeLessThan(torch.before - 0.5);
      expect(Math.abs(torch.after - after)).toBeLessThan(TOLERANCE);
      expect(loaded.tokenizer?.encode('床前')).toEqual(tokenizer.encode('床前'));
    },
  );
});
