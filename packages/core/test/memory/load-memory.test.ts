/**
 * Memory while a model is loaded and saved: at most the model and 1.2 times the file, measured as the resident memory of
 * a process of its own, in which a heap of WebAssembly counts as the model.
 */
import { execFile } from 'node:child_process';
import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { toHfBertConfig } from '../../src/checkpoint/hf-bert-config.ts';
import { toHfConfig } from '../../src/checkpoint/hf-config.ts';
import { jsonBytes } from '../../src/checkpoint/json-file.ts';
import { draftSafetensors } from '../../src/checkpoint/write-safetensors.ts';
import { maskedLanguageSpecs } from '../../src/model/bert.ts';
import { completeBertConfig } from '../../src/model/bert-config.ts';
import { completeGptConfig } from '../../src/model/gpt-config.ts';
import { parameterSpecs, sizeOf } from '../../src/model/gpt-parameters.ts';
import { nodeDirectory } from '../../src/node/index.ts';

const CHILD = fileURLToPath(new URL('./load-worker.ts', import.meta.url));
const ALLOWED_FILE_SHARE = 1.2;
const TURNS = 4;

/** 20 million parameters, spread over many tensors. */
const GPT = completeGptConfig({ vocabSize: 2000, nLayer: 6, nHead: 8, nEmbd: 512, blockSize: 64 });
/** 18 million, more than half of them in one table. */
const BERT = completeBertConfig({ vocabSize: 30522, nLayer: 4, nHead: 6, nEmbd: 384, blockSize: 128 });
const TINY = { vocabSize: 8, nLayer: 1, nHead: 1, nEmbd: 8, blockSize: 8 };

let root: string;
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'glassbox-memory-'));
});
afterAll(() => rm(root, { recursive: true }));

/** Writes a folder of a model whose numbers are all alike; returns the size of its weights. */
async function writeFolder(name: string, kind: 'gpt' | 'bert', isTiny: boolean, dtype: 'F32' | 'F16'): Promise<number> {
  const gpt = isTiny ? completeGptConfig(TINY) : GPT;
  const bert = isTiny ? completeBertConfig(TINY) : BERT;
  const specs = kind === 'gpt' ? parameterSpecs(gpt) : maskedLanguageSpecs(bert);
  const draft = draftSafetensors(
    specs.map(({ name, shape }) => ({ name, shape, dtype })),
    { format: 'pt' },
  );
  for (const { name, shape } of specs) draft.put(name, new Float32Array(sizeOf(shape)).fill(1 / 64));
  const directory = nodeDirectory(join(root, name));
  await directory.write(
    'config.json',
    jsonBytes(kind === 'gpt' ? toHfConfig(gpt) : toHfBertConfig('BertForMaskedLM', bert)),
  );
  await directory.write('model.safetensors', draft.file);
  return draft.file.length;
}

it.each([
  ['wasm', 'gpt', 'F16'],
  ['wasm', 'bert', 'F16'],
  ['cpu', 'gpt', 'F32'],
] as const)(
  'on %s, a %s of %s needs at most its own memory and 1.2 times its file to load and to save',
  async (backend, kind, dtype) => {
    const name = `${backend}-${kind}`;
    await writeFolder(`${name}-tiny`, kind, true, dtype);
    const fileBytes = await writeFolder(name, kind, false, dtype);
    const paths = [`${name}-tiny`, name, `${name}-saved`].map((folder) => join(root, folder));
    const args = ['--expose-gc', CHILD, backend, kind, ...paths, dtype];
    const measure = async () => {
      const { stdout } = await promisify(execFile)(process.execPath, args);
      return JSON.parse(stdout.trim().split('\n').at(-1) ?? '');
    };
    const report = await measure();
    const most = { load: report.modelBytes + ALLOWED_FILE_SHARE * fileBytes, save: ALLOWED_FILE_SHARE * fileBytes };
    // A collector that comes late adds to what is resident and nothing takes away: the least of some measurements is the nearest to what is needed.
    for (let turn = 1; turn < TURNS && (report.loadBytes >= most.load || report.saveBytes >= most.save); turn++) {
      const next = await measure();
      report.loadBytes = Math.min(report.loadBytes, next.loadBytes);
      report.saveBytes = Math.min(report.saveBytes, next.saveBytes);
    }
    expect(report.backend).toBe(backend);
    expect(report.modelBytes).toBeGreaterThan(70e6);
    expect(report.loadBytes).toBeLessThan(most.load);
    expect(report.saveBytes).toBeLessThan(most.save);
    expect((await stat(join(root, `${name}-saved`, 'model.safetensors'))).size).toBe(fileBytes);
  },
);
