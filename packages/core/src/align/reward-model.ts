/**
 * A reward model: a language model whose head was exchanged for one that says a single number at the last token. It
 * learns from comparisons only, so its zero and its scale are arbitrary; they are set afterwards by `normalise`.
 */
import type { Variable } from '@tensorflow/tfjs-core';
import { type Scalar, type Tensor1D, tidy } from '@tensorflow/tfjs-core';
import { createBreather } from '../foundations/breathe.ts';
import { cloneGpt, type Gpt } from '../model/gpt.ts';
import { momentsOf } from './advantages.ts';
import { readAndDispose, statesAt } from './log-probs.ts';
import { bradleyTerryLoss } from './pair-loss.ts';
import type { Preference } from './preference.ts';
import type { Reward } from './reward.ts';
import { createScalarHead } from './scalar-head.ts';
import { joinSequences, type TokenIds } from './sequences.ts';

/** score = (raw − shift)/scale */
export interface Normalisation {
  readonly shift: number;
  readonly scale: number;
}

/** A language model with a head that scores whole texts. */
export interface RewardModel extends Reward {
  /** The language model underneath; the reward model owns it. */
  readonly trunk: Gpt;
  /** Those of the trunk, and `score.weight` [C, 1]; owned by the reward model. */
  readonly parameters: ReadonlyMap<string, Variable>;
  readonly normalisation: Normalisation;
  /** Numbers [B] before normalisation, with a gradient; the caller disposes. Throws as `joinSequences`. */
  rawScores(prompts: readonly TokenIds[], completions: readonly TokenIds[]): Tensor1D;
  /** Sets zero and scale so that these completions score 0 on average with a deviation of 1. */
  normalise(prompts: readonly TokenIds[], completions: readonly TokenIds[]): Promise<void>;
  /** Sets zero and scale as they were saved. */
  setNormalisation(normalisation: Normalisation): void;
  /** Frees trunk and head; twice is harmless. */
  dispose(): void;
}

/** How many texts one forward pass reads at most. */
const CHUNK = 32;

/**
 * Returns an untrained reward model on a copy of `model`'s weights; the caller disposes it. Before training all scores are 0.
 *
 * @example const rewardModel = createRewardModel(policy);
 * @see Stiennon et al. 2020, arXiv:2009.01325, section 3.4; Ouyang et al. 2022, arXiv:2203.02155, section 3.5
 */
export function createRewardModel(model: Gpt): RewardModel {
  return rewardModelOf(cloneGpt(model));
}

/** Returns an untrained reward model on `trunk` itself, which it owns from now on. */
export function rewardModelOf(trunk: Gpt): RewardModel {
  const head = createScalarHead('score', trunk.config.nEmbd, { bias: false });
  let normalisation: Normalisation = { shift: 0, scale: 1 };

  const rawScores: RewardModel['rawScores'] = (prompts, completions) => {
    const sequences = joinSequences(prompts, completions, trunk.config.blockSize);
    return tidy(() => head.read(statesAt(trunk, sequences, sequences.ends)));
  };

  async function readScores(prompts: readonly TokenIds[], completions: readonly TokenIds[]): Promise<Float32Array> {
    const scores = new Float32Array(prompts.length);
    const breathe = createBreather();
    for (let start = 0; start < prompts.length; start += CHUNK) {
      const end = start + CHUNK;
      scores.set(await readAndDispose(rawScores(prompts.slice(start, end), completions.slice(start, end))), start);
      await breathe();
    }
    return scores;
  }

  return {
    trunk,
    parameters: new Map([...trunk.parameters, ...head.parameters]),
    get normalisation() {
      return normalisation;
    },
    rawScores,
    async score(prompts, completions) {
      const { shift, scale } = normalisation;
      return (await readScores(prompts, completions)).map((raw) => (raw - shift) / scale);
    },
    async normalise(prompts, completions) {
      const { mean, variance } = momentsOf(await readScores(prompts, completions));
      normalisation = { shift: mean, scale: variance > 0 ? Math.sqrt(variance) : 1 };
    },
    setNormalisation(saved) {
      normalisation = saved;
    },
    dispose() {
      head.dispose();
      trunk.dispose();
    },
  };
}

/** Returns the Bradley–Terry loss of some preferences, and the margins [P] r_chosen − r_rejected to watch. */
export function preferenceLoss(
  model: RewardModel,
  preferences: readonly Preference[],
): { readonly loss: Scalar; readonly chosen: Tensor1D; readonly rejected: Tensor1D } {
  const prompts = preferences.map(({ prompt }) => prompt);
  const chosen = model.rawScores(
    prompts,
    preferences.map((preference) => preference.chosen),
  );
  const rejected = model.rawScores(
    prompts,
    preferences.map((preference) => preference.rejected),
  );
  return { loss: bradleyTerryLoss(chosen, rejected), chosen, rejected };
}

/** How well scores agree with preferences. */
export interface PreferenceScore {
  /** Share of preferences in which the chosen one scores higher, 0…1; equal scores count half. */
  readonly accuracy: number;
  /** Mean −log σ(margin), in nats; ln 2 ≈ 0.693 is a coin flip. */
  readonly loss: number;
}

/** Resolves to how well a reward model agrees with preferences, best ones it was not trained on. */
export async function scorePreferences(
  model: RewardModel,
  preferences: readonly Preference[],
): Promise<PreferenceScore> {
  const prompts = preferences.map(({ prompt }) => prompt);
  const { scale } = model.normalisation;
  const chosen = await model.score(
    prompts,
    preferences.map((preference) => preference.chosen),
  );
  const rejected = await model.score(
    prompts,
    preferences.map((preference) => preference.rejected),
  );
  return agreement(Array.from(chosen, (score, i) => scale * (score - (rejected[i] ?? 0))));
}

/** Returns accuracy and loss of margins r_chosen − r_rejected. */
export function agreement(margins: readonly number[]): PreferenceScore {
  const right = margins.reduce((sum, margin) => sum + (margin > 0 ? 1 : margin === 0 ? 0.5 : 0), 0);
  const nats = margins.reduce((sum, margin) => sum + Math.log1p(Math.exp(-Math.abs(margin))) + Math.max(0, -margin), 0);
  return { accuracy: right / margins.length, loss: nats / margins.length };
}
