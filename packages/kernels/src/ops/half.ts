/**
 * Weights in 16 bits: half the bytes to store and to send. Tensors stay float32; only the two ends are converted. The
 * references read the values back into JS: tfjs has no op on bits, and its integer division on wasm goes through floats.
 */
import { type Tensor, tensor, tensor1d } from '@tensorflow/tfjs-core';
import { defineKernel } from '../define-kernel.ts';
import { KernelError, ShapeError } from '../errors.ts';
import { getOutput } from '../outputs.ts';
import { checkFloat, failShape } from '../validate.ts';
import { decodeHalf, encodeHalf, type HalfFormat } from './half-bits.ts';

/** Two patterns per int32, the first in the low half; an odd one out leaves the last high half 0. */
function packWords(halves: Uint16Array): Int32Array {
  const words = new Int32Array(Math.ceil(halves.length / 2));
  for (let i = 0; i < halves.length; i++) words[i >> 1] = (words[i >> 1] ?? 0) | ((halves[i] ?? 0) << (16 * (i & 1)));
  return words;
}

function unpackWords(words: ArrayLike<number>, count: number): Uint16Array {
  return Uint16Array.from({ length: count }, (_, i) => (words[i >> 1] ?? 0) >>> (16 * (i & 1)));
}

const fromHalfKernel = defineKernel<{ bits: Tensor }, { format: HalfFormat; shape: number[] }>({
  name: 'GlassboxFromHalf',
  reference: ({ bits }, { format, shape }) => {
    const size = shape.reduce((product, length) => product * length, 1);
    const halves = unpackWords(bits.dataSync(), size);
    return [
      tensor(
        Float32Array.from(halves, (half) => decodeHalf(half, format)),
        shape,
      ),
    ];
  },
});

const toHalfKernel = defineKernel<{ x: Tensor }, { format: HalfFormat }>({
  name: 'GlassboxToHalf',
  reference: ({ x }, { format }) => {
    const halves = Uint16Array.from(x.dataSync(), (value) => encodeHalf(value, format));
    return [tensor1d(packWords(halves), 'int32')];
  },
});

/**
 * Returns the numbers that 16-bit patterns stand for; exact, since float32 holds every one of them.
 *
 * @param bits one pattern per element, row-major, as a checkpoint stores them
 * @param format 'float16' (IEEE binary16) or 'bfloat16'
 * @param shape of the result
 * @returns float32 of `shape`; the caller disposes it. It has no gradient
 * @throws ShapeError if `bits` is not a Uint16Array of as many elements as `shape` has; KernelError if the format is unknown
 * @see IEEE 754-2019, section 3.4; Kalamkar et al. 2019, arXiv:1905.12322 (bfloat16)
 */
export function fromHalf(bits: Uint16Array, format: HalfFormat, shape: readonly number[]): Tensor {
  checkFormat('fromHalf', format);
  if (!(bits instanceof Uint16Array)) {
    throw new ShapeError(
      'fromHalf: bits is not a Uint16Array; one 16-bit pattern per element was needed; view the bytes as one',
      {
        expected: 'Uint16Array',
        actual: typeof bits,
      },
    );
  }
  const size = shape.reduce((product, length) => product * length, 1);
  if (bits.length !== size) {
    failShape('fromHalf', 'bits', [bits.length], `${size} patterns for shape [${shape.join(', ')}]`, 'check the shape');
  }
  const words = tensor1d(packWords(bits), 'int32');
  try {
    return getOutput(fromHalfKernel({ bits: words }, { format, shape: [...shape] }), 0);
  } finally {
    words.dispose();
  }
}

/**
 * Returns the nearest 16-bit pattern of every element: ties go to the even one, what is too large becomes ±inf, NaN stays NaN.
 *
 * @param x float32, any shape; left as it is
 * @param format 'float16' or 'bfloat16'
 * @returns one pattern per element, row-major, once the device has computed them
 * @throws ShapeError if `x` is not float32; KernelError if the format is unknown
 */
export async function toHalf(x: Tensor, format: HalfFormat): Promise<Uint16Array> {
  checkFloat('toHalf', 'x', x);
  checkFormat('toHalf', format);
  const words = getOutput(toHalfKernel({ x }, { format }), 0);
  try {
    return unpackWords(await words.data(), x.size);
  } finally {
    words.dispose();
  }
}

function checkFormat(where: string, format: string): void {
  if (format === 'float16' || format === 'bfloat16') return;
  throw new KernelError(
    `${where}: format is ${format}; 'float16' or 'bfloat16' was needed; convert other formats to float32 first`,
  );
}
