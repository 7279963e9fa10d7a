/** Nothing leaks: as many tensors after every public call as before, when it throws too. */
import { fill, memory, tidy, type Variable } from '@tensorflow/tfjs-core';
import {
  batches,
  charTokenizer,
  createGpt,
  createTrainer,
  type Gpt,
  generate,
  loadModel,
  memoryDirectory,
  nextTokenProbabilities,
  pretrain,
  resumeTrainer,
  saveModel,
  surprisal,
} from '../../src/index.ts';
import { assertEqual, assertThrows, type Check } from './check.ts';
import { smallTrainer, TEXT, TRAIN } from './training.ts';

const tokenizer = charTokenizer(TEXT);
const CONFIG = { vocabSize: tokenizer.vocabSize, nLayer: 1, nHead: 2, nEmbd: 8, blockSize: 6, dropout: 0.2 };
const IDS = Int32Array.from([1, 2, 3, 4]);

type Calls = Readonly<Record<string, (model: Gpt) => unknown>>;

const calls: Calls = {
  'createGpt and dispose': () => createGpt(CONFIG, { seed: 1 }).dispose(),
  'createGpt, wrong': () => assertThrows(() => createGpt({ ...CONFIG, nHead: 3 }, { seed: 1 }), /nEmbd/, 'nHead 3'),
  forward: (model) => model.forward(IDS, [2, 2]).dispose(),
  'forward, id out of range': (model) =>
    assertThrows(() => model.forward(Int32Array.from([99]), [1, 1]), /99/, 'id 99'),
  'forward, too long': (model) => assertThrows(() => model.forward(new Int32Array(7), [1, 7]), /blockSize/, 'T 7'),
  logitsAt: (model) => model.logitsAt(IDS, [1, 4], 2).dispose(),
  'logitsAt, beyond the end': (model) =>
    assertThrows(() => model.logitsAt(IDS, [1, 4], 4), /position is 4/, 'position 4'),
  loss: (model) => model.loss(IDS, IDS, [1, 4], { dropoutSeed: 1 }).dispose(),
  'loss, target out of range': (model) =>
    assertThrows(() => model.loss(IDS, Int32Array.from([1, 2, 3, 99]), [1, 4]), /99/, 'target 99'),
  generate: (model) => drain(generate(model, tokenizer, '床', { maxTokens: 3, seed: 1 })),
  'generate, left early': async (model) => {
    for await (const _ of generate(model, tokenizer, '床', { maxTokens: 9, seed: 1 })) break;
  },
  'generate, unknown character': (model) =>
    assertThrows(() => drain(generate(model, tokenizer, 'x', { maxTokens: 1, seed: 1 })), /"x"/, 'x'),
  nextTokenProbabilities: (model) => nextTokenProbabilities(model, tokenizer, '床前'),
  surprisal: (model) => surprisal(model, tokenizer, TEXT.slice(0, 20)),
  'saveModel and loadModel': async (model) => {
    const directory = memoryDirectory();
    await saveModel(model, tokenizer, directory);
    (await loadModel(directory)).model.dispose();
  },
  'loadModel, damaged': async (model) => {
    const directory = memoryDirectory();
    await saveModel(model, tokenizer, directory);
    await directory.write(
      'model.safetensors',
      ((await directory.read('model.safetensors')) ?? IDS).slice(0, -4) as Uint8Array,
    );
    await assertThrows(() => loadModel(directory), /safetensors/, 'truncated file');
  },
  'trainer: run, save, resume': async () => {
    const trainer = smallTrainer();
    await drain(trainer.run({ untilStep: 2 }));
    const directory = memoryDirectory();
    await trainer.save(directory);
    trainer.dispose();
    const resumed = await resumeTrainer(directory);
    await drain(resumed.run({ untilStep: 3 }));
    resumed.dispose();
  },
  'trainer, diverged': async () => {
    const trainer = smallTrainer();
    for (const parameter of trainer.model.parameters.values()) poison(parameter);
    await assertThrows(() => drain(trainer.run()), /the loss is NaN at step 1/, 'NaN weights');
    await assertThrows(() => trainer.save(memoryDirectory()), /NaN/, 'saving NaN');
    trainer.dispose();
  },
  'createTrainer, wrong': (model) => {
    const data = batches(tokenizer.encode(TEXT), { batchSize: 4, blockSize: 6, seed: 1 });
    const config = { ...TRAIN, learningRate: -1 };
    return assertThrows(() => createTrainer({ model, tokenizer, data, config, seed: 1 }), /learningRate/, 'rate -1');
  },
  pretrain: async (model) => {
    const data = batches(tokenizer.encode(TEXT), { batchSize: 4, blockSize: 6, seed: 1 });
    await drain(pretrain({ model, tokenizer, data, config: TRAIN, seed: 1, untilStep: 2 }));
  },
};

function poison(parameter: Variable): void {
  tidy(() => parameter.assign(fill(parameter.shape, Number.NaN)));
}

async function drain(pieces: AsyncIterable<unknown>): Promise<void> {
  for await (const _ of pieces);
}

export const memoryChecks: readonly Check[] = Object.entries(calls).map(([name, call]) => ({
  title: `no tensor is left behind by ${name}`,
  async run() {
    const model = createGpt(CONFIG, { seed: 1 });
    await call(model); // the first call may build what the backend keeps
    const before = memory().numTensors;
    await call(model);
    assertEqual(memory().numTensors, before, 'tensors');
    model.dispose();
  },
}));
