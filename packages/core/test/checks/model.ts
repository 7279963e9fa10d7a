/** What must hold of the model itself, whatever its weights: no peeking ahead, true gradients, fair seeds. */
import { tensor, tidy, type Variable, variableGrads } from '@tensorflow/tfjs-core';
import {
  charTokenizer,
  createGpt,
  createRandom,
  type Gpt,
  generate,
  nextTokenProbabilities,
  surprisal,
} from '../../src/index.ts';
import { assertClose, assertEqual, type Check } from './check.ts';
import { fixtureModel } from './parity.ts';

const CONFIG = { vocabSize: 11, nLayer: 2, nHead: 2, nEmbd: 16, blockSize: 8 };
const SHAPE = [2, 7] as const;

/** The second row's first three places are padding. */
const MASK = Uint8Array.from([1, 1, 1, 1, 1, 1, 1, 0, 0, 0, 1, 1, 1, 1]);

const causality: Check = {
  title: 'a later token changes no earlier logit, and does change its own; a masked one changes none that counts',
  async run() {
    const model = createGpt(CONFIG, { seed: 1 });
    const tokenIds = Int32Array.from({ length: 7 }, (_, i) => i);
    const changed = tokenIds.slice();
    changed[5] = 9;
    const [before, after] = [await logitsOf(model, tokenIds), await logitsOf(model, changed)];
    const mask = MASK.slice(7);
    const padded = Int32Array.from([9, 9, 9, 3, 4, 5, 6]); // tokenIds with other padding
    const [masked, otherwise] = [await logitsOf(model, tokenIds, mask), await logitsOf(model, padded, mask)];
    model.dispose();
    const V = CONFIG.vocabSize;
    assertEqual([...otherwise.slice(3 * V)], [...masked.slice(3 * V)], 'logits behind the padding');
    assertEqual([...after.slice(0, 5 * V)], [...before.slice(0, 5 * V)], 'logits before the change');
    const differs = before.slice(5 * V, 6 * V).every((logit, i) => logit !== after[5 * V + i]);
    assertEqual(differs, true, 'logits at the change differ');
  },
};

const EPSILON = 1e-2;
/** Error of a central difference: rounding of the loss, about 3e-7/2ε, and curvature, about ε². */
const DIFFERENCE_TOLERANCE = 5e-4;

const finiteDifferences: Check = {
  title:
    'the gradient predicts how the loss changes along a random direction of every parameter, padded on the left too',
  async run({ fixture }) {
    // an untrained model's residual stream is so small that layer norm bends within a step of the difference
    const model = await fixtureModel(fixture);
    const [B, T] = [2, 7];
    const { vocabSize } = model.config;
    const inputs = Int32Array.from({ length: B * T }, (_, i) => (i * 5) % vocabSize);
    const targets = Int32Array.from({ length: B * T }, (_, i) => (MASK[i] ? (i * 3 + 1) % vocabSize : -1));
    const random = createRandom(3);
    const parameters = [...model.parameters.values()];
    const { value, grads } = variableGrads(() => model.loss(inputs, targets, SHAPE, { mask: MASK }), parameters);
    value.dispose();
    for (const [name, parameter] of model.parameters) {
      const direction = Float32Array.from({ length: parameter.size }, () => random.next() - 0.5);
      const length = Math.hypot(...direction);
      direction.forEach((component, i) => {
        direction[i] = component / length;
      });
      const gradient = (await grads[parameter.name]?.data()) ?? [];
      const predicted = direction.reduce((sum, component, i) => sum + component * (gradient[i] ?? Number.NaN), 0);
      const lossAt = async (distance: number) =>
        shifted(parameter, direction, distance, () => lossOf(model, inputs, targets));
      const measured = ((await lossAt(EPSILON)) - (await lossAt(-EPSILON))) / (2 * EPSILON);
      assertClose([predicted], [measured], DIFFERENCE_TOLERANCE, `slope along ${name}`);
    }
    for (const gradient of Object.values(grads)) gradient.dispose();
    model.dispose();
  },
};

const firstLoss: Check = {
  title: 'an untrained model is as unsure as a fair die: its loss is about ln V',
  async run() {
    const model = createGpt(CONFIG, { seed: 4 });
    const random = createRandom(1);
    const draw = () => Int32Array.from({ length: 40 * 8 }, () => Math.floor(random.next() * CONFIG.vocabSize));
    const loss = model.loss(draw(), draw(), [40, 8]);
    const [nats = Number.NaN] = await loss.data();
    loss.dispose();
    model.dispose();
    // Logits of deviation 0.02·√C cost half their variance, less than 0.01 here, more than equal ones.
    assertClose([nats], [Math.log(CONFIG.vocabSize)], 0.03, 'loss');
  },
};

const twins: Check = {
  title: 'two models and two seeds live side by side, and the same seed gives the same text',
  async run() {
    const tokenizer = charTokenizer('abcdefghij\n');
    const [first, second] = [createGpt(CONFIG, { seed: 5 }), createGpt(CONFIG, { seed: 6 })];
    const write = async (model: Gpt, seed: number) => {
      let text = '';
      for await (const piece of generate(model, tokenizer, 'a', { maxTokens: 10, seed, temperature: 0.9, topK: 8 }))
        text += piece;
      return text;
    };
    const texts = await Promise.all([write(first, 1), write(second, 1), write(first, 1), write(first, 2)]);
    first.dispose();
    const after = await write(second, 1);
    second.dispose();
    assertEqual(texts[2], texts[0], 'same model, same seed');
    assertEqual(after, texts[1], 'second model after the first is gone');
    assertEqual(new Set([texts[0], texts[1], texts[3]]).size, 3, 'texts that differ');
  },
};

const probabilities: Check = {
  title: 'next-token probabilities sum to 1, are sorted, and agree with surprisal beyond blockSize',
  async run() {
    const tokenizer = charTokenizer('abcdefghij\n');
    const model = createGpt(CONFIG, { seed: 7 });
    const text = 'abcabcj\nhgabc'; // 13 tokens, blockSize is 8
    const bits = await surprisal(model, tokenizer, text);
    const next = await nextTokenProbabilities(model, tokenizer, text.slice(0, 5));
    model.dispose();
    assertClose([next.reduce((sum, { probability }) => sum + probability, 0)], [1], 1e-12, 'sum');
    assertEqual(
      next.map(({ probability }) => probability),
      next.map(({ probability }) => probability).sort((a, b) => b - a),
      'order',
    );
    const sixth = next.find(({ text: character }) => character === text[5])?.probability ?? Number.NaN;
    assertClose([bits[5] ?? Number.NaN], [-Math.log2(sixth)], 1e-5, 'bits of the sixth token');
    assertEqual(
      [bits.length, Number.isNaN(bits[0]), bits.slice(1).every((value) => value > 0)],
      [13, true, true],
      'bits',
    );
  },
};

async function logitsOf(model: Gpt, tokenIds: Int32Array, mask?: Uint8Array): Promise<Float32Array> {
  const logits = model.forward(tokenIds, [1, tokenIds.length], mask && { mask });
  const values = Float32Array.from(await logits.data());
  logits.dispose();
  return values;
}

async function lossOf(model: Gpt, inputs: Int32Array, targets: Int32Array): Promise<number> {
  const loss = model.loss(inputs, targets, SHAPE, { mask: MASK });
  const [value = Number.NaN] = await loss.data();
  loss.dispose();
  return value;
}

/** Runs a task with a parameter moved along a direction, and moves it back. */
async function shifted<Result>(
  parameter: Variable,
  direction: Float32Array,
  distance: number,
  task: () => Promise<Result>,
): Promise<Result> {
  const values = Float32Array.from(await parameter.data());
  const assign = (moved: Float32Array) => tidy(() => parameter.assign(tensor(moved, parameter.shape)));
  assign(values.map((value, i) => value + distance * (direction[i] ?? 0)));
  try {
    return await task();
  } finally {
    assign(values);
  }
}

export const modelChecks: readonly Check[] = [causality, finiteDifferences, firstLoss, twins, probabilities];
