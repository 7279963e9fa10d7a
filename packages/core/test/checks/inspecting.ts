/** The look inside shows what the fast kernels compute, and what is switched off is really gone. */
import { selfAttention } from '@glassbox/kernels';
import { memory, type Tensor, tensor, tensor3d, tidy } from '@tensorflow/tfjs-core';
import {
  ablated,
  cloneGpt,
  createRandom,
  type Gpt,
  type Inspection,
  inspect,
  type PlainTensor,
} from '../../src/index.ts';
import { watchAttention } from '../../src/nn/watched-attention.ts';
import { assertClose, assertEqual, assertThrows, type Check } from './check.ts';
import { fixtureModel } from './parity.ts';

const TOLERANCE = 1e-5;
const IDS = Int32Array.from([3, 1, 4, 1, 5]);
const T = IDS.length;

async function read(tensor: Tensor): Promise<Float32Array> {
  const values = Float32Array.from(await tensor.data());
  tensor.dispose();
  return values;
}

const forward = (model: Gpt) => read(model.forward(IDS, [1, T]));

/** The last entry of the first dimension. */
function lastOf({ shape: [count = 1], values }: PlainTensor): Float32Array {
  return values.slice((values.length / count) * (count - 1));
}

const steps: Check = {
  title: 'attention is causal and sums to 1, the stream ends where the fast model ends, and so does the logit lens',
  async run({ fixture }) {
    const model = await fixtureModel(fixture);
    const { nLayer, nHead, nEmbd, vocabSize } = model.config;
    const seen = await inspect(model, IDS);
    assertEqual(
      shapesOf(seen),
      {
        attention: [nLayer, nHead, T, T],
        queries: [nLayer, nHead, T, nEmbd / nHead],
        keys: [nLayer, nHead, T, nEmbd / nHead],
        values: [nLayer, nHead, T, nEmbd / nHead],
        stream: [nLayer + 1, T, nEmbd],
        logitLens: [nLayer + 1, T, vocabSize],
      },
      'shapes',
    );
    const rows = Array.from({ length: nLayer * nHead * T }, (_, row) =>
      seen.attention.values.slice(row * T, (row + 1) * T),
    );
    assertClose(
      rows.map((row) => row.reduce((sum, weight) => sum + weight, 0)),
      rows.map(() => 1),
      1e-6,
      'row sums',
    );
    assertEqual(
      rows.every((row, i) => row.every((weight, key) => (key > i % T ? weight === 0 : weight > 0))),
      true,
      'causality',
    );
    const logits = await forward(model);
    assertClose(lastOf(seen.logitLens), logits, TOLERANCE, 'last lens');
    assertEqual((await inspect(model, IDS, { lensPlaces: [] })).logitLens.shape, [nLayer + 1, 0, vocabSize], 'no lens');
    const one = await inspect(model, IDS, { lensPlaces: [2] });
    assertClose(lastOf(one.logitLens), logits.slice(2 * vocabSize, 3 * vocabSize), TOLERANCE, 'lens of one place');
    model.dispose();
  },
};

const asTheKernel: Check = {
  title: 'weights·values of attention written out equal what the fast kernel gathers',
  async run() {
    const random = createRandom(2);
    const values = Float32Array.from({ length: T * 3 * 12 }, () => 4 * random.next() - 2);
    const tensors = tidy(() => {
      const qkv = tensor3d(values, [1, T, 3 * 12]);
      return [watchAttention(qkv, 3).mixed, selfAttention(qkv, { nHead: 3 })] as const;
    });
    const [watched, fast] = await Promise.all(tensors.map(read));
    assertClose(watched ?? [], fast ?? [0], 2e-6, 'what the heads gathered');
  },
};

const withoutBlocks: Check = {
  title: 'without any layer the embedding is scored as it is, and without one head its rows of c_proj are as zero',
  async run({ fixture }) {
    const model = await fixtureModel(fixture);
    const { nEmbd, nHead, vocabSize } = model.config;
    const whole = await inspect(model, IDS);
    const empty = await forward(ablated(model, { attentions: [0, 1], mlps: [0, 1] }));
    assertClose(empty, whole.logitLens.values.slice(0, T * vocabSize), TOLERANCE, 'no attention, no MLP');
    assertClose(await forward(ablated(ablated(model, { layers: [1] }), { layers: [0] })), empty, 0, 'no layers');

    const name = 'transformer.h.1.attn.c_proj.weight'; // [C, C]: rows h·D … (h + 1)·D − 1 are those of head h
    const [head, D] = [2, nEmbd / nHead];
    const copy = cloneGpt(model);
    const zeroed = await withValues(copy, name, (values) => values.fill(0, head * D * nEmbd, (head + 1) * D * nEmbd));
    const view = ablated(model, { heads: [{ layer: 1, head }] });
    assertClose(await forward(view), await forward(zeroed), TOLERANCE, 'one head off');
    const looked = await inspect(model, IDS, { ablate: { heads: [{ layer: 1, head }] } });
    assertClose(lastOf(looked.logitLens), await forward(zeroed), TOLERANCE, 'one head off, inspected');
    view.dispose(); // frees nothing
    assertClose(await forward(model), lastOf(whole.logitLens), TOLERANCE, 'the whole model afterwards');
    for (const gpt of [model, copy]) gpt.dispose();
  },
};

const leaks: Check = {
  title: 'no tensor is left behind by inspect and ablated, right or wrong',
  async run({ fixture }) {
    const model = await fixtureModel(fixture);
    await inspect(model, IDS);
    const before = memory().numTensors;
    await inspect(model, IDS, { ablate: { attentions: [0], mlps: [1] } });
    await assertThrows(() => inspect(model, new Int32Array(0)), /T is 0/, 'no tokens');
    await assertThrows(() => inspect(model, Int32Array.of(99)), /99/, 'id 99');
    await assertThrows(() => inspect(model, IDS, { lensPlaces: [5] }), /lensPlaces holds 5/, 'place 5');
    await assertThrows(() => ablated(model, { heads: [{ layer: 0, head: 3 }] }), /heads\.head is 3; 0 to 2/, 'head 3');
    await assertThrows(() => ablated(model, { mlps: [2] }), /mlps is 2; 0 to 1/, 'layer 2');
    assertEqual(memory().numTensors, before, 'tensors');
    model.dispose();
  },
};

function shapesOf(seen: Inspection): Record<string, readonly number[]> {
  return Object.fromEntries(Object.entries(seen).map(([name, { shape }]) => [name, shape]));
}

/** Changes one parameter of a model in place and returns the model. */
async function withValues(model: Gpt, name: string, change: (values: Float32Array) => void): Promise<Gpt> {
  const parameter = model.parameters.get(name);
  if (!parameter) throw new Error(`no ${name}`);
  const values = Float32Array.from(await parameter.data());
  change(values);
  const changed = tensor(values, parameter.shape);
  parameter.assign(changed);
  changed.dispose();
  return model;
}

export const inspectingChecks: readonly Check[] = [steps, asTheKernel, withoutBlocks, leaks];
