/** A GPT small enough to train in a test, made of every op a real one is trained with. */
import {
  add as addNumber,
  reshape,
  type Scalar,
  type Tensor,
  type Tensor1D,
  type Tensor2D,
  type Tensor3D,
  tidy,
  type Variable,
  variable,
  variableGrads,
  zeros,
} from '@tensorflow/tfjs-core';
import {
  adamW,
  addLayerNorm,
  clipByGlobalNorm,
  createRandom,
  crossEntropy,
  dropout,
  embedding,
  layerNorm,
  linear,
  selfAttention,
} from '../src/index.ts';
import { seeded } from './compute.ts';

export interface TinyGptSizes {
  nLayer: number;
  nHead: number;
  C: number;
  B: number;
  T: number;
  V: number;
}

const ADAMW = { learningRate: 3e-3, beta1: 0.9, beta2: 0.99, epsilon: 1e-8 };
const DROPOUT = 0.1;

export interface TinyGpt {
  /** Trains one step on the next batch of a fixed stream of tokens; returns the loss in nats. */
  step(): Promise<number>;
  dispose(): void;
}

/** Same sizes, same weights and batches on every backend. */
export function createTinyGpt(sizes: TinyGptSizes): TinyGpt {
  const parameters = createParameters(sizes);
  const list = [...parameters.values()];
  const [firstMoments, secondMoments] = [list, list].map((all) => all.map((p) => ownVariable(zeros(p.shape)))) as [
    Variable[],
    Variable[],
  ];
  const weightDecay = list.map((p) => (p.rank > 1 ? 0.1 : 0));
  let step = 0;
  return {
    async step() {
      step++;
      const loss = tidy(() => {
        const { value, grads } = variableGrads(() => lossOf(parameters, sizes, step), list);
        const gradients = list.map((p) => grads[p.name] as Tensor);
        const clipped = clipByGlobalNorm(gradients, 1).tensors;
        adamW({ parameters: list, gradients: clipped, firstMoments, secondMoments, step, weightDecay, ...ADAMW });
        return value;
      });
      const nats = (await loss.data())[0] ?? Number.NaN;
      loss.dispose();
      return nats;
    },
    dispose() {
      for (const owned of [...list, ...firstMoments, ...secondMoments]) owned.dispose();
    },
  };
}

function createParameters({ nLayer, C, T, V }: TinyGptSizes): Map<string, Variable> {
  const parameters = new Map<string, Variable>();
  const add = (name: string, shape: number[], scale: number, centre = 0) => {
    const values = tidy(() => addNumber(seeded(shape, parameters.size, scale), centre));
    parameters.set(name, ownVariable(values));
  };
  const norm = (name: string) => {
    add(`${name}.gain`, [C], 0, 1);
    add(`${name}.bias`, [C], 0);
  };
  const layer = (name: string, from: number, to: number) => {
    add(`${name}.weight`, [from, to], from ** -0.5);
    add(`${name}.bias`, [to], 0);
  };
  add('wte', [V, C], 0.2);
  add('wpe', [T, C], 0.1);
  for (let i = 0; i < nLayer; i++) {
    norm(`${i}.ln1`);
    layer(`${i}.qkv`, C, 3 * C);
    layer(`${i}.out`, C, C);
    norm(`${i}.ln2`);
    layer(`${i}.up`, C, 4 * C);
    layer(`${i}.down`, 4 * C, C);
  }
  norm('ln');
  return parameters;
}

function lossOf(parameters: Map<string, Variable>, sizes: TinyGptSizes, step: number): Scalar {
  const { nLayer, nHead, C, B, T } = sizes;
  const get = <T extends Tensor>(name: string) => parameters.get(name) as unknown as T;
  const layer = (x: Tensor2D, name: string, activation: 'none' | 'gelu' = 'none') =>
    linear(x, get(`${name}.weight`), get(`${name}.bias`), { activation });
  const norm = (name: string): [Tensor1D, Tensor1D] => [get(`${name}.gain`), get(`${name}.bias`)];

  const { ids, targets } = nextBatch(sizes, step);
  const places = Int32Array.from({ length: B * T }, (_, i) => i % T);
  const tokens = embedding(get('wte'), ids, [B * T]) as Tensor2D; // [N, C]
  const start = embedding(get('wpe'), places, [B * T]) as Tensor2D;
  let { normalised, sum } = addLayerNorm(tokens, start, ...norm(nLayer > 0 ? '0.ln1' : 'ln'));
  for (let i = 0; i < nLayer; i++) {
    const qkv = reshape(layer(normalised, `${i}.qkv`), [B, T, 3 * C]) as Tensor3D;
    const mixed = reshape(selfAttention(qkv, { nHead }), [B * T, C]) as Tensor2D;
    const seen = dropout(layer(mixed, `${i}.out`), DROPOUT, step * 10 + i);
    const middle = addLayerNorm(seen, sum, ...norm(`${i}.ln2`));
    const hidden = layer(middle.normalised, `${i}.up`, 'gelu'); // [N, 4C]
    sum = linear(hidden, get(`${i}.down.weight`), get(`${i}.down.bias`), { residual: middle.sum });
    normalised = layerNorm(sum, ...norm(i + 1 < nLayer ? `${i + 1}.ln1` : 'ln'));
  }
  const logits = linear(normalised, get('wte'), undefined, { transposeWeight: true }); // tied head, [N, V]
  return crossEntropy(logits, targets);
}

/** A stream with a rule to learn: the next token is the last one plus 1 or 2, by a coin toss. */
function nextBatch({ B, T, V }: TinyGptSizes, step: number): { ids: Int32Array; targets: Int32Array } {
  const random = createRandom(step);
  const ids = new Int32Array(B * T);
  const targets = new Int32Array(B * T);
  for (let b = 0; b < B; b++) {
    let token = Math.floor(random.next() * V);
    for (let t = 0; t < T; t++) {
      ids[b * T + t] = token;
      token = (token + 1 + (random.next() < 0.5 ? 1 : 0)) % V;
      targets[b * T + t] = token;
    }
  }
  return { ids, targets };
}

/** A variable that shares its memory with no other tensor. */
export function ownVariable(value: Tensor): Variable {
  const made = variable(value);
  value.dispose();
  return made;
}
