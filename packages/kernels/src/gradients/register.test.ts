/** Every registered gradient of a tfjs op against a central difference along a random direction. */
import '@tensorflow/tfjs-backend-cpu';
import * as tf from '@tensorflow/tfjs-core';
import { expect, test } from 'vitest';
import { seededValues } from '../../test/compute.ts';
import { registerBasicGradients } from './register.ts';

const STEP = 1e-2;
const A = [3, 4];
const ROW = [1, 4];

type Run = (a: tf.Tensor, b: tf.Tensor) => tf.Tensor;

/** The second input is broadcast where its shape is `ROW`; both are kept away from 0, where some have no slope. */
const CASES: [string, number[], number[], Run][] = [
  ['add, broadcast', A, ROW, (a, b) => tf.add(a, b)],
  ['sub, broadcast', A, ROW, (a, b) => tf.sub(b, a)],
  ['mul, broadcast', A, ROW, (a, b) => tf.mul(a, b)],
  ['div, broadcast', A, ROW, (a, b) => tf.div(a, b)],
  ['minimum', A, ROW, (a, b) => tf.minimum(a, tf.mul(b, 1.01))],
  ['maximum', A, ROW, (a, b) => tf.maximum(a, tf.mul(b, 1.01))],
  ['matMul', A, [4, 2], (a, b) => tf.matMul(a, b)],
  ['matMul, both transposed', A, [2, 3], (a, b) => tf.matMul(a, b, true, true)],
  ['concat', A, A, (a, b) => tf.concat([a, b], 1)],
  ['addN', A, A, (a, b) => tf.addN([a, b, a])],
  ['where', A, A, (a, b) => tf.where(tf.greater(tf.tensor2d(seededValues(A, 5), [3, 4]), 0), a, b)],
  ['neg, square, sqrt', A, A, (a) => tf.neg(tf.sqrt(tf.square(a)))],
  ['exp, log', A, A, (a, b) => tf.add(tf.exp(a), tf.log(b))],
  ['rsqrt, abs', A, A, (a, b) => tf.add(tf.rsqrt(a), tf.abs(tf.neg(b)))],
  ['tanh, sigmoid, softplus', A, A, (a, b) => tf.add(tf.tanh(a), tf.mul(tf.sigmoid(b), tf.softplus(a)))],
  ['relu, clipByValue', A, A, (a, b) => tf.add(tf.relu(a), tf.clipByValue(b, 0, 100))],
  ['softmax, logSoftmax', A, A, (a, b) => tf.add(tf.softmax(a), tf.logSoftmax(b))],
  ['reshape, transpose', A, A, (a) => tf.transpose(tf.reshape(a, [2, 3, 2]), [2, 0, 1])],
  ['expandDims, cast', A, A, (a) => tf.cast(tf.expandDims(a, 0), 'float32')],
  ['split', A, A, (a) => tf.mul(...(tf.split(a, 2, 1) as [tf.Tensor, tf.Tensor]))],
  ['slice', A, A, (a) => tf.slice(a, [1, 1], [2, -1])],
  ['sum, mean', A, A, (a, b) => tf.add(tf.sum(a, 1), tf.mean(b, [1]))],
  ['sum of all', A, A, (a, b) => tf.mul(tf.sum(a), tf.mean(b))],
];

test.each(CASES)('%s has the gradient that finite differences see', (_title, shapeA, shapeB, run) => {
  registerBasicGradients();
  const inputs = [shapeA, shapeB].map((shape, i) => tf.add(tf.tensor(seededValues(shape, i + 1, 0.4), shape), 1));
  const loss = (a: tf.Tensor, b: tf.Tensor) => {
    const y = run(a, b);
    return tf.add(tf.sum<tf.Scalar>(tf.mul(y, tf.tensor(seededValues(y.shape, 9), y.shape))), tf.mul(0, tf.sum(b)));
  };
  const { grads } = tf.valueAndGrads((a: tf.Tensor, b: tf.Tensor) => loss(a, b) as tf.Scalar)(inputs);
  inputs.forEach((input, chosen) => {
    const direction = tf.tensor(seededValues(input.shape, 7), input.shape);
    const at = (step: number) => {
      const moved = inputs.map((x, i) => (i === chosen ? tf.add(x, tf.mul(step, direction)) : x));
      return loss(...(moved as [tf.Tensor, tf.Tensor])).dataSync()[0] ?? Number.NaN;
    };
    const slope = (at(STEP) - at(-STEP)) / (2 * STEP);
    const expected = tf.sum(tf.mul(grads[chosen] as tf.Tensor, direction)).dataSync()[0] ?? Number.NaN;
    expect(Math.abs(slope - expected)).toBeLessThan(5e-3 * Math.max(1, Math.abs(expected)));
  });
});
