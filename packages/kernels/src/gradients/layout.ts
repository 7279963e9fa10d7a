/** Gradients of the ops that move elements without changing them: each puts them back. */
import { concat, type GradConfig, pad, split, type Tensor, transpose } from '@tensorflow/tfjs-core';
import { gradientOf } from './config.ts';
import { freeing, reshapeData } from './tape.ts';

export const layoutGradients: GradConfig[] = [
  gradientOf('Reshape', ['x'], (dy, [x]) => ({ x: () => reshapeData(dy, (x as Tensor).shape) })),
  gradientOf('ExpandDims', ['input'], (dy, [input]) => ({
    input: () => reshapeData(dy, (input as Tensor).shape),
  })),
  gradientOf('Transpose', [], (dy, _saved, { perm }) => ({ x: () => transpose(dy, inverse(perm as number[])) })),
  gradientOf('Slice', ['x'], (dy, [x], { begin, size }) => ({
    x: () => {
      const padding = (x as Tensor).shape.map((whole, axis): [number, number] => {
        const start = (begin as number[])[axis] ?? 0;
        const length = (size as number[])[axis] ?? -1;
        return [start, length < 0 ? 0 : whole - start - length];
      });
      return pad(dy, padding);
    },
  })),
  freeing({
    kernelName: 'SplitV',
    inputsToSave: [],
    gradFunc: (dy, _saved, attrs) => ({ x: () => concat(dy as Tensor[], attrs.axis as number) }),
  }),
  freeing({
    kernelName: 'Concat',
    saveAllInputs: true,
    gradFunc: (dy, saved, attrs) => {
      const axis = positiveAxis(attrs.axis as number, (dy as Tensor).rank);
      const sizes = saved.map((input) => input.shape[axis] ?? 0);
      const pieces = split(dy as Tensor, sizes, axis);
      return Object.fromEntries(pieces.map((piece, i) => [i, () => piece]));
    },
  }),
];

function inverse(permutation: number[]): number[] {
  const result = permutation.slice();
  permutation.forEach((from, to) => {
    result[from] = to;
  });
  return result;
}

function positiveAxis(axis: number, rank: number): number {
  return axis < 0 ? axis + rank : axis;
}
