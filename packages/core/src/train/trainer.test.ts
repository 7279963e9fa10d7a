import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { selectBackend } from '../backend/select-backend.ts';
import { type Batch, batches } from '../data/batches.ts';
import { exampleBatches } from '../data/examples.ts';
import { labelledBatches } from '../data/labelled.ts';
import { memoryDirectory } from '../foundations/directory.ts';
import { type BertClassifier, createBertClassifier } from '../model/bert-classifier.ts';
import { createGpt, type Gpt } from '../model/gpt.ts';
import { charTokenizer } from '../tokenizer/char-tokenizer.ts';
import { evaluateLoss } from './evaluate-loss.ts';
import { fineTune } from './fine-tune.ts';
import { resumeTrainer } from './resume-trainer.ts';
import type { TrainConfig } from './train-config.ts';
import { createTrainer, type TrainReport } from './trainer.ts';

const TEXT = 'a rose is a rose is a rose\n'.repeat(6);
const tokenizer = charTokenizer(TEXT);
const SHAPE = { vocabSize: tokenizer.vocabSize, nLayer: 1, nHead: 1, nEmbd: 4, blockSize: 8 };
const CONFIG: TrainConfig = {
  batchSize: 2,
  maxSteps: 6,
  learningRate: 1e-2,
  minLearningRate: 1e-3,
  warmupSteps: 1,
  beta2: 0.99,
  weightDecay: 0.1,
  gradClip: 1,
  evalEvery: 1,
};
let model: Gpt;

beforeAll(async () => {
  await selectBackend({ prefer: 'wasm' });
  model = createGpt(SHAPE, { seed: 1 });
});
afterAll(() => model.dispose());

const corpus = () => batches(tokenizer.encode(TEXT), { batchSize: 2, blockSize: 8, seed: 1 });
const parts = () => ({ model: createGpt(SHAPE, { seed: 1 }), data: corpus(), config: CONFIG, seed: 1 });

async function weightsOf({ parameters }: Gpt): Promise<Map<string, number[]>> {
  const values = await Promise.all(Array.from(parameters.values(), async (weight) => [...(await weight.data())]));
  return new Map([...parameters.keys()].map((name, i) => [name, values[i] ?? []]));
}

async function drain(run: AsyncIterable<TrainReport>): Promise<TrainReport[]> {
  const reports: TrainReport[] = [];
  for await (const report of run) reports.push(report);
  return reports;
}

describe('evaluateLoss', () => {
  const batch = (targets: number[]): Batch => ({
    inputs: Int32Array.from(targets, (_, i) => i % 3),
    targets: Int32Array.from(targets),
    shape: [1, targets.length],
  });

  it('weights batches by the targets that count, not by their places', async () => {
    const [long, short] = [batch([1, 2, 3, 4]), batch([-1, -1, -1, 5, -1, -1])];
    const alone = [(await evaluateLoss(model, [long])).loss, (await evaluateLoss(model, [short])).loss];
    const both = await evaluateLoss(model, [long, short]);
    expect(both.loss).toBeCloseTo((4 * (alone[0] ?? 0) + (alone[1] ?? 0)) / 5, 6);
    expect(both.targets).toBe(5);
    expect(both.perplexity).toBe(Math.exp(both.loss));
  });

  it('gives NaN where nothing counts, and leaves such batches out of a mean', async () => {
    expect(await evaluateLoss(model, [batch([-1, -1])])).toEqual({
      loss: Number.NaN,
      perplexity: Number.NaN,
      targets: 0,
    });
    expect(await evaluateLoss(model, [batch([1]), batch([-1])])).toEqual(await evaluateLoss(model, [batch([1])]));
  });
});

describe('a trainer', () => {
  it('moves the parameters that trainable names, and no other', async () => {
    const trainer = createTrainer({ ...parts(), trainable: (name) => name.includes('.mlp.') });
    const before = await weightsOf(trainer.model);
    await drain(trainer.run());
    const after = await weightsOf(trainer.model);
    const moved = [...before.keys()].filter((name) => String(before.get(name)) !== String(after.get(name)));
    trainer.dispose();
    expect(moved).toEqual([...before.keys()].filter((name) => name.includes('.mlp.')));
  });

  it('keeps frozen what was frozen when it is resumed', async () => {
    const directory = memoryDirectory();
    const trainer = createTrainer({ ...parts(), trainable: (name) => name.includes('ln_f') });
    await drain(trainer.run({ untilStep: 2 }));
    await trainer.save(directory);
    const expected = await drain(trainer.run());
    trainer.dispose();
    const resumed = await resumeTrainer(directory);
    const found = await drain(resumed.run());
    resumed.dispose();
    expect(found.map(({ loss }) => loss)).toEqual(expected.map(({ loss }) => loss));
  });

  it('ends with the weights of its best step when asked to', async () => {
    const config = { ...CONFIG, learningRate: 5, gradClip: 0, warmupSteps: 5, keepBest: true };
    const trainer = createTrainer({ ...parts(), config });
    const reports = await drain(trainer.run());
    const { best } = reports.at(-1) ?? {};
    const { loss } = await evaluateLoss(trainer.model, corpus().validation(20));
    trainer.dispose();
    expect(reports.at(-1)?.validationLoss).toBeGreaterThan(best?.validationLoss ?? Number.NaN);
    expect(loss).toBe(best?.validationLoss);
  });

  it('says in its last report that it stopped early', async () => {
    const config = { ...CONFIG, maxSteps: 50, earlyStop: { patience: 2, minDelta: 9 } };
    const trainer = createTrainer({ ...parts(), config });
    const reports = await drain(trainer.run());
    expect(reports.map(({ stopped = false }) => stopped)).toEqual([false, false, true]);
    expect([trainer.step, trainer.finished]).toEqual([3, true]);
    expect(await drain(trainer.run())).toEqual([]);
    trainer.dispose();
  });

  it('does without a validation part, unless the best step is asked for', async () => {
    const example = { tokenIds: tokenizer.encode('a rose'), counted: new Uint8Array(6).fill(1) };
    const data = () => exampleBatches([example], [], { batchSize: 2, blockSize: 8, seed: 1 });
    const trainer = createTrainer({ ...parts(), data: data() });
    expect((await drain(trainer.run())).map(({ validationLoss }) => validationLoss)).toEqual(Array(6).fill(undefined));
    for (const [field, wish] of Object.entries({ keepBest: true, earlyStop: { patience: 1 } })) {
      const wishing = () => createTrainer({ model, data: data(), config: { ...CONFIG, [field]: wish }, seed: 1 });
      expect(wishing).toThrow(expect.objectContaining({ field }));
    }
    trainer.dispose();
  });

  it('does without a tokenizer, and says so when it is asked for one', () => {
    const trainer = createTrainer(parts());
    expect(() => trainer.tokenizer).toThrow(/made without a tokenizer/);
    trainer.dispose();
  });

  it('can be resumed with a data source of the caller’s own, which is then asked for', async () => {
    const directory = memoryDirectory();
    const trainer = createTrainer({ ...parts(), data: withoutStored() });
    await drain(trainer.run({ untilStep: 3 }));
    await trainer.save(directory);
    const expected = (await drain(trainer.run())).map(({ loss }) => loss);
    trainer.dispose();
    await expect(resumeTrainer(directory)).rejects.toThrow(/pass it: resumeTrainer\(directory, \{ data \}\)/);
    const resumed = await resumeTrainer(directory, { data: withoutStored() });
    expect((await drain(resumed.run())).map(({ loss }) => loss)).toEqual(expected);
    resumed.dispose();
  });
});

/** A source that only knows how to go on. */
function withoutStored() {
  const source = corpus();
  return {
    batchSize: source.batchSize,
    blockSize: source.blockSize,
    get state() {
      return source.state;
    },
    next: source.next,
    validation: source.validation,
    restore: source.restore,
  };
}

describe('a classifier', () => {
  it('learns from labelled texts, and resumes exactly in a model that is passed in', async () => {
    const make = () => createBertClassifier({ ...SHAPE, dropout: 0.1 }, { labels: ['a', 'b'], seed: 1 });
    const texts = ['a rose', 'rose a', 'is is is', 'is a is', 'rose', 'is'];
    const labelled = texts.map((text) => ({ tokenIds: tokenizer.encode(text), label: text.includes('rose') ? 1 : 0 }));
    const data = () => labelledBatches(labelled, labelled, { batchSize: 3, blockSize: 8, seed: 1 });
    const config = { ...CONFIG, batchSize: 3, maxSteps: 30, learningRate: 3e-2 };
    const trainer = createTrainer<BertClassifier>({ model: make(), data: data(), config, seed: 1 });
    const directory = memoryDirectory();
    const first = await drain(trainer.run({ untilStep: 9 }));
    await trainer.save(directory);
    const rest = await drain(trainer.run());
    trainer.dispose();
    const resumed = await resumeTrainer<BertClassifier>(directory, { model: make() });
    const again = await drain(resumed.run());
    expect(resumed.model.labels).toEqual(['a', 'b']);
    resumed.dispose();
    expect(again.map(({ loss, validationLoss }) => [loss, validationLoss])).toEqual(
      rest.map(({ loss, validationLoss }) => [loss, validationLoss]),
    );
    expect(rest.at(-1)?.validationLoss).toBeLessThan((first[0]?.validationLoss ?? 0) / 2);
    expect(await directory.list()).toEqual(expect.arrayContaining(['config.json', 'model.safetensors']));
  });
});

describe('fineTune', () => {
  it('trains with small steps by default, and with any setting that is given', async () => {
    const { config: _, ...others } = parts();
    const tuner = fineTune({ ...others, maxSteps: 20, config: { weightDecay: 0.5 } });
    const reports = await drain(tuner.run());
    tuner.dispose();
    expect(tuner.config).toMatchObject({ learningRate: 2e-4, minLearningRate: 2e-5, warmupSteps: 1, weightDecay: 0.5 });
    expect(Math.max(...reports.map(({ learningRate }) => learningRate))).toBeLessThanOrEqual(2e-4);
    expect(reports.filter(({ validationLoss }) => validationLoss !== undefined)).toHaveLength(10);
  });
});

it('leaves out the night that the machine slept through in the middle of a step', async () => {
  const now = performance.now.bind(performance);
  let nights = 0;
  const trainer = createTrainer({ ...parts(), config: { ...CONFIG, evalEvery: 4 } });
  const clock = vi.spyOn(performance, 'now').mockImplementation(() => now() + nights * 8 * 3_600_000);
  try {
    await drain(trainer.run({ untilStep: 2 }));
    // From here on every look at the clock finds another night gone by: within each step, and within each look at the validation part.
    clock.mockImplementation(() => now() + ++nights * 8 * 3_600_000);
    const reports = await drain(trainer.run({ untilStep: 3 }));
    expect(nights).toBeGreaterThan(1);
    expect(reports.at(-1)?.elapsedMs).toBeLessThan(60_000);
    expect(reports.at(-1)?.tokensPerSecond).toBeGreaterThan(10);
  } finally {
    clock.mockRestore();
    trainer.dispose();
  }
});
