/** A judge for drawn digits: a small perceptron that learns to read the real ones, quantised as the model sees them. */
import type { ImageTokenizer } from '@glassbox/core';
import {
  accuracy,
  likeliestClasses,
  type MlpModel,
  matrixOf,
  mlpProbabilities,
  trainMlp,
} from '@glassbox/core/classic';
import { DIGITS_SEED, type DigitImage } from './digit-images.ts';

const WHITE = 255;
const TRAINING = {
  classes: 10,
  hidden: [48],
  learningRate: 0.05,
  momentum: 0.9,
  batchSize: 50,
  maxSteps: 800,
  seed: DIGITS_SEED,
};

export interface DigitJudge {
  /** Share of held-out real digits that it reads right, 0…1. */
  readonly heldOutAccuracy: number;
  /** The digit that each image looks like most. */
  read(images: readonly Uint8Array[]): number[];
}

export function trainDigitJudge(
  tokenizer: ImageTokenizer,
  { train, heldOut }: { train: readonly DigitImage[]; heldOut: readonly DigitImage[] },
): DigitJudge {
  const features = (images: readonly Uint8Array[]) =>
    matrixOf(images.map((pixels) => Float64Array.from(tokenizer.quantize(pixels), (grey) => grey / WHITE)));
  const labels = train.map(({ digit }) => digit);
  let model: MlpModel | undefined;
  for (const snapshot of trainMlp(features(train.map(({ pixels }) => pixels)), labels, TRAINING))
    model = snapshot.model;
  if (!model) throw new Error('digits: the judge was not trained.');
  const judge = model;
  const read = (images: readonly Uint8Array[]) => likeliestClasses(mlpProbabilities(judge, features(images)));
  const heldOutRead = read(heldOut.map(({ pixels }) => pixels));
  return {
    heldOutAccuracy: accuracy(
      heldOutRead,
      heldOut.map(({ digit }) => digit),
    ),
    read: (images) => Array.from(read(images)),
  };
}
