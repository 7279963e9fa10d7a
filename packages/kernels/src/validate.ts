/** Checks at the boundary of every public op: they throw `ShapeError` before any kernel runs or memory is taken. */
import type { Tensor } from '@tensorflow/tfjs-core';
import { KernelError, ShapeError } from './errors.ts';

/** Throws unless `tensor` is float32, the only dtype with a gradient in tfjs. */
export function checkFloat(where: string, name: string, tensor: Tensor): void {
  if (tensor.dtype === 'float32') return;
  throw new ShapeError(
    `${where}: ${name} has dtype ${tensor.dtype}; float32 was needed; convert it with tf.cast(${name}, 'float32')`,
    { expected: 'float32', actual: tensor.dtype },
  );
}

/** Throws unless `tensor` is float32 of exactly `shape`; `null` stands for any size. `letters` names the dimensions in the message. */
export function checkShape(
  where: string,
  name: string,
  tensor: Tensor,
  shape: (number | null)[],
  letters: string,
): void {
  checkFloat(where, name, tensor);
  if (tensor.shape.length === shape.length && shape.every((size, i) => size === null || size === tensor.shape[i]))
    return;
  const expected = `[${shape.map((size) => size ?? '?').join(', ')}]`;
  failShape(where, name, tensor.shape, `${letters} = ${expected}`, 'reshape it, or check the sizes it was made from');
}

/** Throws the `ShapeError` of argument `name` with `actual` shape. */
export function failShape(
  where: string,
  name: string,
  actual: readonly number[],
  expected: string,
  remedy: string,
): never {
  const found = `[${actual.join(', ')}]`;
  throw new ShapeError(`${where}: ${name} has shape ${found}; ${expected} was needed; ${remedy}`, {
    expected,
    actual: found,
  });
}

/** Throws unless every id is an integer in [lowest, limit). */
export function checkIds(where: string, name: string, ids: Int32Array, lowest: number, limit: number): void {
  if (!(ids instanceof Int32Array)) {
    throw new ShapeError(
      `${where}: ${name} is not an Int32Array; one id per row was needed; use Int32Array.from(ids)`,
      {
        expected: 'Int32Array',
        actual: typeof ids,
      },
    );
  }
  for (const [place, id] of ids.entries()) {
    if (id >= lowest && id < limit) continue;
    const expected = `${lowest}…${limit - 1}`;
    throw new ShapeError(
      `${where}: ${name}[${place}] is ${id}; an id in ${expected} was needed; check the tokenizer's vocabSize`,
      {
        expected,
        actual: String(id),
      },
    );
  }
}

/** Throws unless `value` is a finite number in [lowest, highest]. */
export function checkRange(where: string, name: string, value: number, lowest: number, highest: number): void {
  if (Number.isFinite(value) && value >= lowest && value <= highest) return;
  throw new KernelError(
    `${where}: ${name} is ${value}; a number from ${lowest} to ${highest} was needed; change the option`,
  );
}

/** The activations that a product can apply to its sum. */
export type Activation = 'none' | 'gelu';

/** Throws unless `activation` is one of the known ones. */
export function checkActivation(where: string, activation: string): asserts activation is Activation {
  if (activation === 'none' || activation === 'gelu') return;
  throw new KernelError(
    `${where}: activation is ${activation}; 'none' or 'gelu' was needed; apply another one to the result`,
  );
}

/** Throws unless `seed` is an integer. */
export function checkSeed(where: string, seed: number): void {
  if (Number.isInteger(seed)) return;
  throw new KernelError(`${where}: seed is ${seed}; an integer was needed; pass one drawn from your generator`);
}

/** Throws unless `mask` has one byte per key of every sequence: 1 = may be attended. */
export function checkMask(where: string, mask: Uint8Array | undefined, batch: number, keys: number): void {
  if (mask === undefined) return;
  const expected = `a Uint8Array of ${batch}·${keys} bytes, 1 where a key may be attended`;
  if (!(mask instanceof Uint8Array)) {
    throw new ShapeError(`${where}: mask is not a Uint8Array; ${expected} was needed; use Uint8Array.from(mask)`, {
      expected,
      actual: typeof mask,
    });
  }
  if (mask.length !== batch * keys) {
    failShape(where, 'mask', [mask.length], expected, 'make it one row of keys per sequence of the batch');
  }
}
