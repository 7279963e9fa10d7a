/** What a backward pass keeps in memory, and whose tensors it must leave alone. */
import '@tensorflow/tfjs-backend-cpu';
import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, expect, test, vi } from 'vitest';
import { seeded } from '../../test/compute.ts';
import { gelu } from '../ops/gelu.ts';
import { linear } from '../ops/linear.ts';
import { matMul } from '../ops/mat-mul.ts';
import { registerBasicGradients } from './register.ts';

const WIDTH = 32;
const LAYERS = 20;
const LAYER_BYTES = 4 * WIDTH * WIDTH;

beforeAll(async () => {
  await tf.setBackend('cpu');
  registerBasicGradients();
});

/** Runs `run` and calls `look` before every kernel. */
function watchKernels(look: (name: string) => void, run: () => void): void {
  const { runKernel } = tf.engine();
  const spy = vi.spyOn(tf.engine(), 'runKernel').mockImplementation((name, inputs, attrs) => {
    look(name);
    return runKernel.call(tf.engine(), name, inputs, attrs) as tf.Tensor;
  });
  run();
  spy.mockRestore();
}

test('the backward pass frees what it is done with: it never holds more than the forward pass left', () => {
  const x = seeded<tf.Tensor2D>([WIDTH, WIDTH], 1, 0.1);
  const weight = seeded<tf.Tensor2D>([WIDTH, WIDTH], 2, 0.1);
  const chain = (start: tf.Tensor) => {
    let y = start as tf.Tensor2D;
    for (let i = 0; i < LAYERS; i++) y = linear(gelu(y), weight);
    return tf.sum<tf.Scalar>(y);
  };
  const before = tf.memory().numBytes;
  let forward = 0;
  let backward = 0;
  let last = 0;
  watchKernels(
    (name) => {
      const bytes = tf.memory().numBytes - before;
      if (name === 'GlassboxGeluGrad') {
        backward = Math.max(backward, bytes);
        last = bytes;
      } else if (name === 'Sum') forward = bytes;
    },
    () => tf.dispose(tf.grad(chain)(x)),
  );
  expect(forward).toBeGreaterThan(LAYERS * LAYER_BYTES);
  expect(backward).toBeLessThan(forward + 5 * LAYER_BYTES);
  expect(last).toBeLessThan(8 * LAYER_BYTES); // at the first layer again, little is left
  tf.dispose([x, weight]);
});

test('saving for the backward pass calls no kernel', () => {
  const x = seeded([3], 1);
  const names: string[] = [];
  watchKernels(
    (name) => names.push(name),
    () => tf.dispose(tf.valueAndGrad((a) => tf.sum<tf.Scalar>(gelu(a)))(x)),
  );
  expect(names.filter((name) => name.startsWith('Glassbox'))).toEqual(['GlassboxGelu', 'GlassboxGeluGrad']);
  expect(names.slice(0, names.indexOf('Sum'))).not.toContain('Identity');
  x.dispose();
});

test('a gradient that the caller hands in stays theirs', () => {
  const x = seeded([3], 1);
  const dy = seeded([3], 2);
  const dx = tf.grad((a) => gelu(gelu(a)))(x, dy);
  expect(dy.isDisposed).toBe(false);
  tf.dispose([x, dy, dx]);
});

test("a custom gradient may give one tensor to two inputs that are Glassbox' outputs", () => {
  const addOwn = tf.customGrad(((a: tf.Tensor, b: tf.Tensor) => ({
    value: tf.add(a, b),
    gradFunc: (dy: tf.Tensor) => [dy, dy],
  })) as unknown as Parameters<typeof tf.customGrad>[0]);
  const x = seeded([3], 1);
  const own = tf.grad((a) => addOwn(gelu(a), gelu(tf.neg(a))))(x);
  const tfjs = tf.grad((a) => tf.add(gelu(a), gelu(tf.neg(a))))(x);
  expect(own.dataSync()).toEqual(tfjs.dataSync());
  tf.dispose([x, own, tfjs]);
});

test('a gradient within a gradient leaves the outer tape whole', () => {
  const x = seeded([3], 1);
  const start = seeded([3], 2);
  const before = tf.memory().numTensors;
  // b²·gelu(a) and its gradient for b, 2b·gelu(a), both used by the outer function of a
  const outer = tf.grad((a) => {
    const { value, grad } = tf.valueAndGrad((b) => tf.sum<tf.Scalar>(tf.mul(tf.square(b), gelu(a))))(x);
    return tf.add(value, tf.sum(grad));
  })(start);
  const expected = tf.tidy(() => tf.mul(tf.add(tf.square(x), tf.mul(2, x)), tf.grad((a) => gelu(a))(start)));
  const [actual, wanted] = [outer.dataSync(), expected.dataSync()];
  for (let i = 0; i < 3; i++) expect(actual[i]).toBeCloseTo(wanted[i] ?? Number.NaN, 6);
  tf.dispose([outer, expected]);
  expect(tf.memory().numTensors).toBe(before);
  tf.dispose([x, start]);
});

test('a product has a second derivative, as its gradient is made of products', () => {
  const x = tf.tensor2d([[3]]);
  const square = (a: tf.Tensor) => tf.sum<tf.Scalar>(matMul(a, a));
  const second = tf.grad((a) => tf.sum<tf.Scalar>(tf.mul(tf.grad(square)(a), a)))(x); // d/da 2a·a
  expect(second.dataSync()[0]).toBe(12);
  tf.dispose([x, second]);
});

test('a second derivative that does not exist is refused, not left out', () => {
  const x = seeded([3], 1);
  const twice = () => tf.grad((a) => tf.sum<tf.Scalar>(tf.mul(tf.grad((b) => gelu(b))(a), a)))(x);
  expect(() => tf.tidy(twice)).toThrow(/gradient function not found for GlassboxGeluGrad/);
  x.dispose();
});
