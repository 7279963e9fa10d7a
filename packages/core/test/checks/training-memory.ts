/** Nothing leaks from training of any kind: as many tensors after every public call as before, when it throws too. */
import { memory } from '@tensorflow/tfjs-core';
import {
  addLora,
  createGpt,
  createOptimizer,
  createTrainer,
  evaluateLoss,
  fineTune,
  type Gpt,
  loadAdapter,
  memoryDirectory,
  pretrain,
  resumeTrainer,
  saveAdapter,
  trainStep,
} from '../../src/index.ts';
import { assertEqual, assertThrows, type Check } from './check.ts';
import { answers, KIND_TRAIN, kinds, release, tokenizer } from './training-kinds.ts';

const CONFIG = { vocabSize: tokenizer.vocabSize, nLayer: 1, nHead: 1, nEmbd: 4, blockSize: 16 };
const STEP = { step: 1, learningRate: 1e-3, gradClip: 1, dropoutSeed: 1 };

const calls: Readonly<Record<string, (model: Gpt) => unknown>> = {
  'addLora, merge, saveAdapter, loadAdapter': async (model) => {
    const adapted = addLora(model, { rank: 2, seed: 1 });
    adapted.merge().dispose();
    const directory = memoryDirectory();
    await saveAdapter(adapted, directory);
    (await loadAdapter(model, directory)).dispose();
    adapted.dispose();
  },
  'addLora, wrong': (model) => assertThrows(() => addLora(model, { rank: 0, seed: 1 }), /rank/, 'rank 0'),
  'loadAdapter of another base': async (model) => {
    const directory = memoryDirectory();
    const other = createGpt({ ...CONFIG, nEmbd: 8 }, { seed: 1 });
    const adapted = addLora(other, { rank: 2, seed: 1 });
    await saveAdapter(adapted, directory);
    adapted.dispose();
    other.dispose();
    await assertThrows(() => loadAdapter(model, directory), /lora_A/, 'other shapes');
  },
  evaluateLoss: (model) => evaluateLoss(model, answers().validation(2)),
  'evaluateLoss, target out of range': (model) =>
    assertThrows(
      () => evaluateLoss(model, [{ inputs: Int32Array.of(1), targets: Int32Array.of(99), shape: [1, 1] }]),
      /99/,
      'target 99',
    ),
  'trainStep over two batches': (model) => {
    const data = answers();
    const optimizer = createOptimizer(model.parameters, { beta1: 0.9, beta2: 0.99, weightDecay: 0 });
    trainStep(model, optimizer, [data.next(), data.next()], STEP).dispose();
    optimizer.dispose();
  },
  'trainStep, second batch wrong': async (model) => {
    const optimizer = createOptimizer(model.parameters, { beta1: 0.9, beta2: 0.99, weightDecay: 0 });
    const wrong = { inputs: Int32Array.of(99), targets: Int32Array.of(1), shape: [1, 1] as const };
    await assertThrows(() => trainStep(model, optimizer, [answers().next(), wrong], STEP), /99/, 'input 99');
    optimizer.dispose();
  },
  'fineTune with frozen layers': async (model) => {
    const copy = createGpt(model.config, { seed: 2 });
    const tuner = fineTune({
      model: copy,
      data: answers(),
      maxSteps: 1,
      seed: 1,
      trainable: (name) => /ln_f/.test(name),
    });
    for await (const _ of tuner.run());
    tuner.dispose();
  },
  'pretrain, nothing trainable': async (model) => {
    const run = pretrain({ model, data: answers(), config: KIND_TRAIN, seed: 1, trainable: () => false });
    await assertThrows(() => run.next(), /trainable chose none of 16/, 'nothing trainable');
  },
  'resumeTrainer with a model of another shape': async (model) => {
    const directory = memoryDirectory();
    const trainer = createTrainer({
      model: createGpt(CONFIG, { seed: 1 }),
      data: answers(),
      config: KIND_TRAIN,
      seed: 1,
    });
    await trainer.save(directory);
    trainer.dispose();
    const other = createGpt({ ...model.config, nEmbd: 8 }, { seed: 1 });
    await assertThrows(() => resumeTrainer(directory, { model: other }), /weights were found/, 'another shape');
  },
};

/** Every kind of training with one more step, saved, resumed and thrown away. */
const kindCalls = Object.fromEntries(
  kinds.map(({ what, make, resume }) => [
    `training on ${what}: run, save, resume`,
    async () => {
      const [trainer, directory] = [make(), memoryDirectory()];
      for await (const _ of trainer.run({ untilStep: 1 }));
      await trainer.save(directory);
      release(trainer);
      (await resumeTrainer(directory, resume?.())).dispose();
    },
  ]),
);

export const trainingMemoryChecks: readonly Check[] = Object.entries({ ...calls, ...kindCalls }).map(
  ([name, call]) => ({
    title: `no tensor is left behind by ${name}`,
    async run() {
      const model = createGpt(CONFIG, { seed: 1 });
      await call(model); // the first call may build what the backend keeps
      const before = memory().numTensors;
      await call(model);
      assertEqual(memory().numTensors, before, 'tensors');
      model.dispose();
    },
  }),
);
