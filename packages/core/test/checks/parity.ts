/** The GPT against PyTorch (fixtures/make-gpt-fixture.py): logits, loss, every gradient, fifty steps of training, ten of adapters. */
import { type NamedTensorMap, type Tensor, variableGrads } from '@tensorflow/tfjs-core';
import { floatValues } from '../../src/checkpoint/safetensors-values.ts';
import { type Gpt, loadModel, memoryDirectory, readSafetensors } from '../../src/index.ts';
import { loraOfValues } from '../../src/lora/lora.ts';
import { createOptimizer } from '../../src/train/optimizer.ts';
import { learningRateAt } from '../../src/train/schedule.ts';
import { trainStep } from '../../src/train/train-step.ts';
import { assertClose, type Check, type CheckContext, type Fixture } from './check.ts';

/**
 * Largest absolute error allowed, single precision against PyTorch in double. Measured on cpu, wasm and webgpu
 * (SwiftShader): see the README's table; the limits leave a factor of about three.
 */
const TOLERANCE = { logits: 1e-5, loss: 2e-6, gradient: 1e-5, lossCurve: 1e-4 };

/** Returns the model of the fixture, read as any Hugging Face folder; the caller disposes it. */
export async function fixtureModel(fixture: Fixture): Promise<Gpt> {
  const directory = memoryDirectory();
  await directory.write('config.json', new TextEncoder().encode(JSON.stringify(fixture.config)));
  await directory.write('model.safetensors', fixture.model);
  return (await loadModel(directory)).model;
}

function expectedValues(fixture: Fixture, name: string): Float32Array {
  const entry = readSafetensors(fixture.expected).tensors.get(name);
  if (!entry) throw new Error(`fixture: no ${name}`);
  return floatValues(entry);
}

function batch({ training }: Fixture, step: number) {
  const [inputs = [], targets = []] = training.batches[step] ?? [];
  return { inputs: Int32Array.from(inputs), targets: Int32Array.from(targets), shape: training.shape };
}

export const logits: Check = {
  title: 'logits equal those of PyTorch',
  async run({ fixture }: CheckContext) {
    const model = await fixtureModel(fixture);
    const { inputs, shape } = batch(fixture, 0);
    const result = model.forward(inputs, shape);
    const last = model.logitsAt(inputs, shape, shape[1] - 1);
    const expected = expectedValues(fixture, 'logits');
    const V = model.config.vocabSize;
    const [B, T] = shape;
    const expectedLast = Array.from({ length: B }, (_, row) => [
      ...expected.slice((row * T + T - 1) * V, (row + 1) * T * V),
    ]);
    try {
      assertClose(await result.data(), expected, TOLERANCE.logits, 'logits');
      assertClose(await last.data(), expectedLast.flat(), TOLERANCE.logits, 'logits of the last position');
    } finally {
      result.dispose();
      last.dispose();
      model.dispose();
    }
  },
};

const gradients: Check = {
  title: 'the loss and the gradient of every parameter equal those of PyTorch',
  async run({ fixture }) {
    const model = await fixtureModel(fixture);
    const { inputs, targets, shape } = batch(fixture, 0);
    const { value, grads } = variableGrads(() => model.loss(inputs, targets, shape), [...model.parameters.values()]);
    try {
      assertClose(await value.data(), expectedValues(fixture, 'loss'), TOLERANCE.loss, 'loss');
      for (const [name, parameter] of model.parameters) {
        const found = await grads[parameter.name]?.data();
        assertClose(
          found ?? [],
          expectedValues(fixture, `gradient/${name}`),
          TOLERANCE.gradient,
          `gradient of ${name}`,
        );
      }
    } finally {
      value.dispose();
      disposeAll(grads);
      model.dispose();
    }
  },
};

const lossCurve: Check = {
  title: 'fifty AdamW steps with clipping, warm-up and cosine give the losses of PyTorch',
  async run({ fixture }) {
    const model = await fixtureModel(fixture);
    const { train, losses } = fixture.training;
    const optimizer = createOptimizer(model.parameters, train);
    const results: Tensor[] = [];
    for (let step = 0; step < train.maxSteps; step++) {
      const settings = {
        step: step + 1,
        learningRate: learningRateAt(step, train),
        gradClip: train.gradClip,
        dropoutSeed: 0,
      };
      results.push(trainStep(model, optimizer, [batch(fixture, step)], settings));
    }
    const found = await Promise.all(results.map(async (result) => (await result.data())[0] ?? Number.NaN));
    for (const result of results) result.dispose();
    optimizer.dispose();
    model.dispose();
    assertClose(found, losses, TOLERANCE.lossCurve, 'losses');
  },
};

const adapterCurve: Check = {
  title: 'ten steps of adapters alone, each over two batches of unequal answers, give the losses of PyTorch',
  async run({ fixture }) {
    const base = await fixtureModel(fixture);
    const { train, shape, adapters } = fixture.training;
    const { rank, alpha, targets, values, steps, losses } = adapters;
    const stored = new Map(Object.entries(values).map(([name, numbers]) => [name, Float32Array.from(numbers)]));
    const model = loraOfValues(base, { rank, alpha, targets, dropout: 0 }, stored);
    const optimizer = createOptimizer(model.parameters, train);
    const results = steps.map((pair, i) => {
      const batches = pair.map(([inputs, asked]) => ({
        inputs: Int32Array.from(inputs),
        targets: Int32Array.from(asked),
        shape,
      }));
      const settings = { step: i + 1, learningRate: train.learningRate, gradClip: train.gradClip, dropoutSeed: 0 };
      return trainStep(model, optimizer, batches, settings);
    });
    const found = await Promise.all(results.map(async (result) => (await result.data())[0] ?? Number.NaN));
    for (const each of [...results, optimizer, model, base]) each.dispose();
    assertClose(found, losses, TOLERANCE.lossCurve, 'losses');
  },
};

function disposeAll(tensors: NamedTensorMap): void {
  for (const tensor of Object.values(tensors)) tensor.dispose();
}

/** The quick ones: enough to know that a device computes. */
export const parityChecks: readonly Check[] = [logits, gradients, lossCurve, adapterCurve];
