/** Settings that work without tuning: on one core of a laptop `tiny` takes about five minutes, `small` most of an hour. */
import type { GptConfig } from '../model/gpt-config.ts';
import type { TrainConfig } from './train-config.ts';

/** The presets there are. */
export type PresetName = 'tiny' | 'small';

/** A size of model with a training that fits it. */
export interface Preset {
  readonly model: Omit<GptConfig, 'vocabSize'>;
  readonly train: TrainConfig;
}

/**
 * `tiny` is the setting nanoGPT recommends for a CPU (README, "I only have a macbook"); `small` is between it and
 * nanoGPT's 10M-parameter setting for a GPU.
 */
export const PRESETS: Readonly<Record<PresetName, Preset>> = {
  tiny: {
    model: { nLayer: 4, nHead: 4, nEmbd: 128, blockSize: 64, dropout: 0 },
    train: {
      batchSize: 12,
      maxSteps: 2000,
      learningRate: 1e-3,
      minLearningRate: 1e-4,
      warmupSteps: 100,
      beta2: 0.99,
      weightDecay: 0.1,
      gradClip: 1,
      evalEvery: 250,
    },
  },
  small: {
    model: { nLayer: 6, nHead: 6, nEmbd: 192, blockSize: 128, dropout: 0.1 },
    train: {
      batchSize: 16,
      maxSteps: 3000,
      learningRate: 1e-3,
      minLearningRate: 1e-4,
      warmupSteps: 100,
      beta2: 0.99,
      weightDecay: 0.1,
      gradClip: 1,
      evalEvery: 250,
    },
  },
};
