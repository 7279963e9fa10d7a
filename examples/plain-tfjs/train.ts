/**
 * An ordinary tfjs program: one block of attention and a small MLP, written in tfjs' own ops and trained with tfjs' own
 * Adam on the wasm backend. It knows nothing of fused ops. Prints one line of JSON: steps per second, first and last loss.
 */
import '@tensorflow/tfjs-backend-wasm';
import { registerBasicGradients } from '@glassbox/kernels';
import * as tf from '@tensorflow/tfjs-core';

const [B, T, C, nHead, V] = [16, 64, 64, 4, 32];
const D = C / nHead;
const WARM_UP_STEPS = 2;
const MIN_STEPS = 5;
const TIMED_MS = 6_000;

await tf.setBackend('wasm');
// In Node, @tensorflow/tfjs-core comes without gradients; with the whole @tensorflow/tfjs this line is not needed.
registerBasicGradients();

const weight = (...shape: number[]) => tf.variable(tf.randomNormal(shape, 0, (shape[0] ?? 1) ** -0.5, 'float32', 7));
const table = weight(V, C);
const places = weight(T, C);
const [wq, wk, wv, wo] = [weight(C, C), weight(C, C), weight(C, C), weight(C, C)] as const;
const [up, down, head] = [weight(C, 4 * C), weight(4 * C, C), weight(C, V)] as const;
const future = tf.tensor2d(
  Float32Array.from({ length: T * T }, (_, i) => (i % T > Math.floor(i / T) ? -1e9 : 0)),
  [T, T],
);
const optimizer = tf.train.adam(3e-3);

/** Mean cross-entropy of predicting each token from those before it. */
function lossOf(ids: Int32Array, targets: Int32Array): tf.Scalar {
  const oneHot = (tokens: Int32Array) => tf.cast(tf.oneHot(tf.tensor1d(tokens, 'int32'), V), 'float32'); // [B·T, V]
  const tokens = tf.reshape(tf.matMul(oneHot(ids) as tf.Tensor2D, table as tf.Tensor2D), [B, T, C]);
  const x = tf.reshape(tf.add(tokens, places), [B * T, C]);
  const toHeads = (y: tf.Tensor) => tf.transpose(tf.reshape(y, [B, T, nHead, D]), [0, 2, 1, 3]); // [B, H, T, D]
  const [q, k, v] = [wq, wk, wv].map((w) => toHeads(tf.matMul(x, w))) as [tf.Tensor, tf.Tensor, tf.Tensor];
  const scores = tf.mul(tf.matMul(q, k, false, true), D ** -0.5); // [B, H, T, T]
  const mixed = tf.matMul(tf.softmax(tf.add(scores, future)), v); // [B, H, T, D]
  const merged = tf.reshape(tf.transpose(mixed, [0, 2, 1, 3]), [B * T, C]);
  const seen = tf.add(x, tf.matMul(merged, wo));
  const thought = tf.add(seen, tf.matMul(tf.relu(tf.matMul(seen, up)), down));
  const logProbs = tf.logSoftmax(tf.matMul(thought, head)); // [B·T, V]
  return tf.neg(tf.mean(tf.sum(tf.mul(oneHot(targets), logProbs), 1)));
}

/** Each sequence repeats its first half: after it, attention can find every next token further back. */
function makeBatch(step: number): { ids: Int32Array; targets: Int32Array } {
  const at = (b: number, t: number) => (((b + step) * 17 + (t % (T / 2)) ** 2 * 5) >>> 0) % V;
  const all = (shift: number) => Int32Array.from({ length: B * T }, (_, i) => at(Math.floor(i / T), (i % T) + shift));
  return { ids: all(0), targets: all(1) };
}

function trainStep(step: number): number {
  const { ids, targets } = makeBatch(step);
  const loss = optimizer.minimize(() => lossOf(ids, targets), true) as tf.Scalar;
  const nats = loss.dataSync()[0] ?? Number.NaN;
  loss.dispose();
  return nats;
}

const first = trainStep(0);
for (let step = 1; step < WARM_UP_STEPS; step++) trainStep(step);
const start = performance.now();
let steps = 0;
let last = first;
while (steps < MIN_STEPS || performance.now() - start < TIMED_MS) {
  last = trainStep(WARM_UP_STEPS + steps);
  steps++;
}
const stepsPerSecond = (1000 * steps) / (performance.now() - start);
console.log(JSON.stringify({ stepsPerSecond, steps, firstLoss: first, lastLoss: last }));
