import { createGpt, memoryDirectory, saveModel } from '@glassbox/core';
import { additionQuestions, questionTokenizer, sweep } from '@glassbox/core/emergence';
import { beforeAll, expect, test } from 'vitest';
import { changed, checkpoint, type Files } from '../../../test/fixtures/checkpoint.ts';
import { addition } from './addition.ts';
import type { Refusal } from './evaluator.ts';
import { startBackend } from './start-backend.ts';

const authored = { digits: 1, questions: 60, seed: 5 };
const evaluate = (files: Files, change: Partial<typeof authored> = {}) =>
  addition({ files, settings: undefined, authored: { ...authored, ...change } }, () => undefined);

async function filesOf(save: (directory: ReturnType<typeof memoryDirectory>) => Promise<void>): Promise<Files> {
  const directory = memoryDirectory();
  await save(directory);
  const files: Files = new Map();
  for (const name of await directory.list()) {
    const bytes = await directory.read(name);
    if (bytes) files.set(name, bytes);
  }
  return files;
}

interface Adder {
  files: Files;
  /** What the lab itself measured, on the same sums that the server asks here. */
  lab: Record<string, number>;
}

/** A model that learnt sums of one digit, as the lab trains it. */
async function adder(reversed: boolean, steps: number): Promise<Adder> {
  const task = { name: 'addition', digits: 1, reversed } as const;
  const size = { name: 'tiny', nLayer: 1, nHead: 1, nEmbd: 16 };
  const test = { testCount: authored.questions, testSeed: authored.seed };
  const shared = { batchSize: 32, learningRate: 1e-2, warmupSteps: 5, ...test };
  for await (const report of sweep({ task, sizes: [size], seeds: [1], steps: [steps], ...shared })) {
    if (report.kind !== 'point') continue;
    const { model, point } = report;
    const tokenizer = questionTokenizer(additionQuestions(task));
    return { files: await filesOf((directory) => saveModel(model, tokenizer, directory)), lab: point.measures };
  }
  throw new Error('the sweep ended without a point');
}

let fromLeft: Adder;

beforeAll(async () => {
  await startBackend();
  fromLeft = await adder(false, 60);
});

test('the server measures what the lab did, and no less in the order that the model writes better', async () => {
  for (const { files, lab } of [fromLeft, await adder(true, 60)]) {
    const { parameters, whole, digits } = await evaluate(files);
    expect(parameters).toBeGreaterThan(0);
    expect(whole).toBeGreaterThanOrEqual(lab.exactMatch ?? Number.NaN);
    expect(digits).toBeGreaterThanOrEqual(lab.tokenAccuracy ?? Number.NaN);
    expect(digits).toBeGreaterThan(0.3);
  }
  expect(await evaluate(fromLeft.files, { seed: 6 })).not.toEqual(await evaluate(fromLeft.files));
});

test.each<[string, string, () => Promise<Files>]>([
  ['of another alphabet', 'not-an-adder', () => checkpoint()],
  [
    'that sees too little at once',
    'context-too-short',
    () => {
      const tokenizer = questionTokenizer(additionQuestions({ name: 'addition', digits: 1 }));
      const model = createGpt(
        { vocabSize: tokenizer.vocabSize, nLayer: 1, nHead: 1, nEmbd: 4, blockSize: 3 },
        { seed: 1 },
      );
      return filesOf((directory) => saveModel(model, tokenizer, directory)).finally(() => model.dispose());
    },
  ],
  [
    'with damaged weights',
    'weights-damaged',
    async () => changed(await checkpoint(), 'model.safetensors', (file) => file.subarray(0, file.length - 5)),
  ],
])('a model %s is refused with words for the learner', async (_, code, files) => {
  const refusal = await evaluate(await files()).then(
    () => undefined,
    (error: Refusal) => error,
  );
  expect(refusal?.code).toBe(code);
  expect(refusal?.text.zh).toMatch(/请/u);
  expect(refusal?.text.en).toMatch(/again/);
});

test('weights that are not numbers earn nothing', async () => {
  const broken = changed(fromLeft.files, 'model.safetensors', (file) => file.fill(0xff, 2000));
  const metrics = await evaluate(broken);
  expect(metrics.whole).toBe(0);
  expect(Object.values(metrics).every(Number.isFinite)).toBe(true);
});
