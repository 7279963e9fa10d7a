/** BERT against PyTorch (fixtures/make-bert-fixture.py), what must hold whatever its weights, and no tensor left behind. */
import {
  memory,
  type NamedTensorMap,
  type Scalar,
  type Tensor,
  tensor,
  tidy,
  type Variable,
  variableGrads,
} from '@tensorflow/tfjs-core';
import {
  type Bert,
  type BertClassifier,
  createBert,
  createBertClassifier,
  createRandom,
  floatValues,
  loadBert,
  memoryDirectory,
  readSafetensors,
  saveModel,
  withClassifier,
  writeSafetensors,
} from '../../src/index.ts';
import { createOptimizer } from '../../src/train/optimizer.ts';
import { assertClose, assertEqual, assertThrows, type Check, type Fixture } from './check.ts';

/** Largest absolute error allowed, single precision against PyTorch in double; see docs/core/bert.md for what was measured. */
const TOLERANCE = { vectors: 1e-5, loss: 2e-6, gradient: 1e-5 };

type BertFixture = Fixture['bert'];

/** Returns the fixture's batch in the form of our calls. */
function batchOf({ batch }: BertFixture) {
  const options = { tokenTypes: Int32Array.from(batch.tokenTypes), mask: Uint8Array.from(batch.mask) };
  return { ids: Int32Array.from(batch.ids), shape: batch.shape, options };
}

/** Returns a folder with those of the fixture's tensors that a model has, read as any Hugging Face folder. */
async function load(fixture: BertFixture, without: string, change: object = {}) {
  const directory = memoryDirectory();
  const entries = [...readSafetensors(fixture.weights).tensors.values()].filter(
    ({ name }) => !name.startsWith(without),
  );
  const weights = entries.map((entry) => ({ name: entry.name, shape: entry.shape, values: floatValues(entry) }));
  await directory.write('config.json', new TextEncoder().encode(JSON.stringify({ ...fixture.config, ...change })));
  await directory.write('model.safetensors', writeSafetensors(weights));
  return loadBert(directory);
}

async function loadMasked(fixture: BertFixture, change: object = {}): Promise<Bert> {
  const loaded = await load(fixture, 'classifier.', change);
  if (loaded.kind !== 'maskedLanguage') throw new Error(`a masked language model was expected; ${loaded.kind} came`);
  return loaded.model;
}

async function loadClassifier(fixture: BertFixture): Promise<BertClassifier> {
  const loaded = await load(fixture, 'cls.', { architectures: ['BertForSequenceClassification'] });
  if (loaded.kind !== 'classifier') throw new Error(`a classifier was expected; ${loaded.kind} came`);
  return loaded.model;
}

function expectedValues({ expected }: BertFixture, name: string): Float32Array {
  const entry = readSafetensors(expected).tensors.get(name);
  if (!entry) throw new Error(`fixture: no ${name}`);
  return floatValues(entry);
}

async function assertTensor(found: Tensor, expected: ArrayLike<number>, tolerance: number, what: string) {
  assertClose(await valuesOf(found), expected, tolerance, what);
}

const outputs: Check = {
  title: 'BERT’s vectors, word scores, pooled vectors and label scores of padded rows equal those of PyTorch',
  async run({ fixture: { bert } }) {
    const { ids, shape, options } = batchOf(bert);
    const expected = (name: string) => expectedValues(bert, name);
    const model = await loadMasked(bert);
    await assertTensor(model.hidden(ids, shape, options), expected('hidden'), TOLERANCE.vectors, 'hidden');
    await assertTensor(model.forward(ids, shape, options), expected('logits'), TOLERANCE.vectors, 'logits');
    await assertTensor(model.pooled(ids, shape, options), expected('pooled'), TOLERANCE.vectors, 'pooled');
    const [V, T] = [model.config.vocabSize, shape[1]];
    const atTwo = [0, 1, 2].flatMap((row) => [...expected('logits').slice((row * T + 2) * V, (row * T + 3) * V)]);
    await assertTensor(model.logitsAt(ids, shape, 2, options), atTwo, TOLERANCE.vectors, 'logits at place 2');
    model.dispose();
    const tanh = await loadMasked(bert, { hidden_act: 'gelu_new' });
    await assertTensor(tanh.forward(ids, shape, options), expected('tanhLogits'), TOLERANCE.vectors, 'tanh GELU');
    tanh.dispose();
    const classifier = await loadClassifier(bert);
    const labels = classifier.forward(ids, shape, options);
    await assertTensor(labels, expected('labelLogits'), TOLERANCE.vectors, 'label logits');
    classifier.dispose();
  },
};

/** Holds a loss and every gradient to PyTorch's. */
async function checkGradients(model: Bert | BertClassifier, loss: () => Scalar, bert: BertFixture, kind: string) {
  const [lossName, prefix] = kind === 'words' ? ['loss', 'gradient'] : ['labelLoss', 'labelGradient'];
  const { value, grads } = variableGrads(loss, [...model.parameters.values()]);
  try {
    assertClose(await value.data(), expectedValues(bert, lossName), TOLERANCE.loss, lossName);
    for (const [name, parameter] of model.parameters) {
      const found = (await grads[parameter.name]?.data()) ?? [];
      assertClose(found, expectedValues(bert, `${prefix}/${name}`), TOLERANCE.gradient, `gradient of ${name}`);
    }
  } finally {
    value.dispose();
    disposeAll(grads);
    model.dispose();
  }
}

const gradients: Check = {
  title: 'BERT’s masked-LM and label losses and the gradient of every parameter equal those of PyTorch',
  async run({ fixture: { bert } }) {
    const { ids, shape, options } = batchOf(bert);
    const [model, classifier] = [await loadMasked(bert), await loadClassifier(bert)];
    const [targets, labels] = [Int32Array.from(bert.batch.targets), Int32Array.from(bert.batch.labels)];
    await checkGradients(model, () => model.loss(ids, targets, shape, options), bert, 'words');
    await checkGradients(classifier, () => classifier.loss(ids, labels, shape, options), bert, 'labels');
  },
};

// The checks below keep to the fixture's shapes: a GPU compiles a program for every new one, which takes seconds in software.

const bothWays: Check = {
  title: 'in BERT a later token changes earlier vectors, and what stands on the padding changes nothing',
  async run({ fixture: { bert } }) {
    const { ids, shape, options } = batchOf(bert);
    const [T, C] = [shape[1], 24];
    const model = await loadMasked(bert);
    /** All vectors with the id of one place of the second row, which has 7 tokens, changed. */
    const vectors = async (place: number, id: number) => {
      const changed = ids.slice();
      changed[T + place] = id;
      const all = await valuesOf(model.hidden(changed, shape, options));
      return { other: all.slice(0, T * C), first: all.slice(T * C, (T + 1) * C) };
    };
    const plain = await vectors(6, 1);
    const padded = await vectors(9, ids[T + 9] === 2 ? 3 : 2);
    const same = await vectors(9, ids[T + 9] ?? 0);
    const later = await vectors(6, 2);
    assertEqual(padded, same, 'vectors with other padding');
    assertEqual(later.other, plain.other, 'the first row after a change in the second');
    const differs = later.first.every((value, i) => value !== plain.first[i]);
    assertEqual(differs, true, 'the first vector after a change at place 6 differs');
    model.dispose();
  },
};

const EPSILON = 1e-2;

const dropoutGradient: Check = {
  title:
    'with dropout BERT’s gradient predicts how the loss changes along a random direction, and another seed changes it',
  async run({ fixture: { bert } }) {
    const { ids, shape, options } = batchOf(bert);
    const model = await loadMasked(bert, { hidden_dropout_prob: 0.3 });
    const targets = Int32Array.from(bert.batch.targets);
    const loss = (dropoutSeed = 7) => model.loss(ids, targets, shape, { ...options, dropoutSeed });
    const name = 'bert.encoder.layer.0.attention.self.value.weight';
    const parameter = model.parameters.get(name) as Variable;
    const { value, grads } = variableGrads(loss, [parameter]);
    const other = (await valuesOf(loss(8)))[0];
    assertEqual(other === (await valuesOf(value))[0], false, 'two seeds, one loss');
    const gradient = await valuesOf(grads[parameter.name] as Tensor);
    const start = await valuesOf(parameter.clone());
    const random = createRandom(4);
    const drawn = start.map(() => random.next() - 0.5);
    const direction = drawn.map((component) => component / Math.hypot(...drawn));
    const lossAt = async (distance: number) => {
      const moved = start.map((component, i) => component + distance * (direction[i] ?? 0));
      tidy(() => parameter.assign(tensor(moved, parameter.shape)));
      return (await valuesOf(loss()))[0] ?? Number.NaN;
    };
    const predicted = direction.reduce((sum, component, i) => sum + component * (gradient[i] ?? Number.NaN), 0);
    const measured = ((await lossAt(EPSILON)) - (await lossAt(-EPSILON))) / (2 * EPSILON);
    assertClose([predicted], [measured], 5e-4, `slope along ${name}`);
    model.dispose();
  },
};

const LABELS = ['a', 'b', 'c'];

const apart: Check = {
  title: 'fine-tuning a BERT classifier lowers its loss and leaves the model it came from as it was',
  async run({ fixture: { bert } }) {
    const { ids, shape, options } = batchOf(bert);
    const model = await loadMasked(bert);
    const before = await valuesOf(model.hidden(ids, shape, options));
    const classifier = withClassifier(model, { labels: LABELS, seed: 1 });
    const labels = Int32Array.from(bert.batch.labels);
    const optimizer = createOptimizer(classifier.parameters, { beta1: 0.9, beta2: 0.99, weightDecay: 0 });
    const parameters = [...classifier.parameters.values()];
    const losses: number[] = [];
    for (const step of [1, 2]) {
      const { value, grads } = variableGrads(() => classifier.loss(ids, labels, shape, options), parameters);
      losses.push(...(await valuesOf(value)));
      optimizer.apply(
        parameters.map(({ name }) => grads[name] as Tensor),
        step,
        1e-3,
      );
      disposeAll(grads);
    }
    const after = await valuesOf(model.hidden(ids, shape, options));
    optimizer.dispose();
    classifier.dispose();
    model.dispose();
    assertEqual(after, before, 'vectors of the model it came from');
    assertEqual((losses[1] ?? Number.NaN) < (losses[0] ?? Number.NaN), true, 'the loss falls');
  },
};

interface Played {
  readonly model: Bert;
  readonly classifier: BertClassifier;
  readonly batch: ReturnType<typeof batchOf>;
  readonly targets: Int32Array;
}

/** Every public call, right and wrong ones, on a model and a classifier. */
const calls: Readonly<Record<string, (played: Played) => unknown>> = {
  createBert: ({ model }) => createBert(model.config, { seed: 1 }).dispose(),
  'createBert, wrong': ({ model }) =>
    assertThrows(() => createBert({ ...model.config, nHead: 5 }, { seed: 1 }), /nEmbd/, 'nHead 5'),
  createBertClassifier: ({ model }) => createBertClassifier(model.config, { labels: LABELS, seed: 1 }).dispose(),
  withClassifier: ({ model }) => withClassifier(model, { labels: LABELS, seed: 1 }).dispose(),
  'withClassifier, one label': ({ model }) =>
    assertThrows(() => withClassifier(model, { labels: ['a'], seed: 1 }), /two or more/, 'one label'),
  hidden: ({ model, batch: { ids, shape } }) => model.hidden(ids, shape).dispose(),
  'hidden, wrong types': ({ model, batch: { ids, shape } }) =>
    assertThrows(() => model.hidden(ids, shape, { tokenTypes: ids.slice(1) }), /tokenTypes has 38/, '38 types'),
  'hidden, unknown type': ({ model, batch: { ids, shape } }) =>
    assertThrows(() => model.hidden(ids, shape, { tokenTypes: ids.map(() => 2) }), /tokenIds\[0\] is 2/, 'type 2'),
  forward: ({ model, batch: { ids, shape, options } }) => model.forward(ids, shape, options).dispose(),
  'forward, id out of range': ({ model, batch: { ids, shape } }) =>
    assertThrows(
      () =>
        model.forward(
          ids.map(() => 99),
          shape,
        ),
      /99/,
      'id 99',
    ),
  logitsAt: ({ model, batch: { ids, shape } }) => model.logitsAt(ids, shape, 2).dispose(),
  pooled: ({ classifier, batch: { ids, shape } }) => classifier.pooled(ids, shape).dispose(),
  'pooled without a pooler': ({ model, batch: { ids, shape } }) => {
    const bare = createBert(model.config, { seed: 1 });
    return assertThrows(() => bare.pooled(ids, shape), /no pooler/, 'pooled').finally(() => bare.dispose());
  },
  loss: ({ model, targets, batch: { ids, shape, options } }) =>
    model.loss(ids, targets, shape, { ...options, dropoutSeed: 1 }).dispose(),
  'loss, too few targets': ({ model, targets, batch: { ids, shape } }) =>
    assertThrows(() => model.loss(ids, targets.slice(1), shape), /38 targets were found; 39/, '38 targets'),
  'loss, target out of range': ({ model, targets, batch: { ids, shape } }) =>
    assertThrows(
      () =>
        model.loss(
          ids,
          targets.map(() => 99),
          shape,
        ),
      /99/,
      'target 99',
    ),
  'classifier, forward and loss': ({ classifier, batch: { ids, shape } }) => {
    classifier.forward(ids, shape).dispose();
    classifier.loss(ids, Int32Array.of(1, -1, 0), shape, { dropoutSeed: 1 }).dispose();
  },
  'classifier, a target per token': ({ classifier, targets, batch: { ids, shape } }) =>
    assertThrows(() => classifier.loss(ids, targets, shape), /39 targets were found; 3/, '39 targets'),
  'saveModel and loadBert': async ({ model, classifier }) => {
    const directory = memoryDirectory();
    for (const saved of [model, classifier]) {
      await saveModel(saved, undefined, directory, { dtype: 'F16' });
      (await loadBert(directory)).model.dispose();
    }
  },
  'loadBert, damaged': async ({ model }) => {
    const directory = memoryDirectory();
    await saveModel(model, undefined, directory);
    const bytes = (await directory.read('model.safetensors')) ?? new Uint8Array(0);
    await directory.write('model.safetensors', bytes.slice(0, -4));
    await assertThrows(() => loadBert(directory), /safetensors/, 'truncated file');
  },
};

const leaks: Check = {
  title: 'no tensor is left behind by any call to BERT',
  async run({ fixture: { bert } }) {
    const [model, classifier] = [await loadMasked(bert, { hidden_dropout_prob: 0.3 }), await loadClassifier(bert)];
    const played = { model, classifier, batch: batchOf(bert), targets: Int32Array.from(bert.batch.targets) };
    for (const [name, call] of Object.entries(calls)) {
      const before = memory().numTensors;
      await call(played);
      assertEqual(memory().numTensors, before, `tensors after ${name}`);
    }
    model.dispose();
    classifier.dispose();
  },
};

/** The values of a tensor, which is freed. */
async function valuesOf(source: Tensor): Promise<number[]> {
  const values = Array.from(await source.data());
  source.dispose();
  return values;
}

function disposeAll(tensors: NamedTensorMap): void {
  for (const gradient of Object.values(tensors)) gradient.dispose();
}

export const bertChecks: readonly Check[] = [outputs, gradients, bothWays, dropoutGradient, apart, leaks];
