/** Trains a reward model on preferences, one report per step. May be called again when more votes have come in. */
import { createBreather } from '../foundations/breathe.ts';
import { mixSeed } from '../foundations/random.ts';
import { ABOVE_0, checkSettings, FROM_0, WHOLE, WHOLE_FROM_1 } from './align-error.ts';
import { createLearner, type Learner } from './learner.ts';
import { itemsOfStep } from './order.ts';
import { checkPreferences, type Preference } from './preference.ts';
import { agreement, type PreferenceScore, preferenceLoss, type RewardModel, scorePreferences } from './reward-model.ts';

/** Settings of a reward model's training; those with a default may be left out. */
export interface RewardTrainingOptions {
  readonly seed: number;
  readonly maxSteps: number;
  /** Preferences per step. Default 16. */
  readonly batchSize?: number;
  /** Default 3e-4. */
  readonly learningRate?: number;
  /** The longest gradient allowed; 0 leaves gradients as they are. Default 1. */
  readonly gradClip?: number;
  /** Preferences that are never trained on, scored at every `evalEvery`-th step and the last. Default: none. */
  readonly heldOut?: readonly Preference[];
  /** Default 50. */
  readonly evalEvery?: number;
  /** Ends training after the step at hand, without throwing. */
  readonly signal?: AbortSignal;
}

/** How a step of the training went. */
export interface RewardTrainingReport extends PreferenceScore {
  /** Steps done so far. */
  readonly step: number;
  readonly gradNorm: number;
  /** Where measured: on the held-out preferences, after the step. */
  readonly heldOut?: PreferenceScore;
}

const RULES = {
  seed: WHOLE,
  maxSteps: WHOLE_FROM_1,
  batchSize: WHOLE_FROM_1,
  learningRate: ABOVE_0,
  gradClip: FROM_0,
  evalEvery: WHOLE_FROM_1,
};

/**
 * Yields one report per step while `model` learns −log σ(r_chosen − r_rejected); accuracy and loss are those of the step's
 * batch before the update. At the end zero and scale are set so that the completions trained on score 0 ± 1.
 *
 * @throws ConfigError if an option is out of range; AlignError if a preference is unusable or the loss is no number
 * @see Ouyang et al. 2022, arXiv:2203.02155, eq. 1; normalised as in Ziegler et al. 2019, arXiv:1909.08593, section 2
 * @example for await (const { step, accuracy } of trainRewardModel(model, votes, { seed: 2, maxSteps: 200 })) chart.push(step, accuracy);
 */
export async function* trainRewardModel(
  model: RewardModel,
  preferences: readonly Preference[],
  options: RewardTrainingOptions,
): AsyncGenerator<RewardTrainingReport, void> {
  const { signal, heldOut = [], ...given } = options;
  const settings = { batchSize: 16, learningRate: 3e-4, gradClip: 1, evalEvery: 50, ...given };
  checkSettings('trainRewardModel', settings, RULES);
  checkPreferences([...preferences, ...heldOut], model.trunk.config);
  checkPreferences(preferences, model.trunk.config);
  const { maxSteps, evalEvery, batchSize, seed } = settings;
  const learner = createLearner(model.parameters, settings);
  const breathe = createBreather();
  try {
    for (let step = 1; step <= maxSteps && !signal?.aborted; step++) {
      const report = await trainOn(model, learner, itemsOfStep(preferences, batchSize, mixSeed(seed), step));
      const measures = heldOut.length > 0 && (step % evalEvery === 0 || step === maxSteps);
      yield measures ? { step, ...report, heldOut: await scorePreferences(model, heldOut) } : { step, ...report };
      await breathe();
    }
    await normaliseOn(model, preferences);
  } finally {
    learner.dispose();
  }
}

async function trainOn(
  model: RewardModel,
  learner: Learner,
  preferences: readonly Preference[],
): Promise<PreferenceScore & { gradNorm: number }> {
  const { gradNorm, watched } = await learner.update(() => {
    const { loss, chosen, rejected } = preferenceLoss(model, preferences);
    return { loss, watch: [chosen, rejected] };
  });
  const [chosen = [], rejected = []] = watched;
  return { ...agreement(Array.from(chosen, (score, i) => score - (rejected[i] ?? 0))), gradNorm };
}

function normaliseOn(model: RewardModel, preferences: readonly Preference[]): Promise<void> {
  const prompts = preferences.flatMap(({ prompt }) => [prompt, prompt]);
  return model.normalise(
    prompts,
    preferences.flatMap(({ chosen, rejected }) => [chosen, rejected]),
  );
}
