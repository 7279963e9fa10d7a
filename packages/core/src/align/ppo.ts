/**
 * PPO for language models: write, be paid, learn which tokens did better than expected, without going too far in one
 * step (clipping) or in all (KL to the reference, charged per token). The value head shares the policy's trunk, as in
 * TRL, where Ouyang et al. train a second network: half the memory, for a browser tab.
 */

import { tokenLogProbs } from '@glassbox/kernels';
import { add, mul, type Scalar, sub, tidy } from '@tensorflow/tfjs-core';
import { mixSeed } from '../foundations/random.ts';
import type { Gpt } from '../model/gpt.ts';
import { gae, whiten } from './advantages.ts';
import { checkSettings, FROM_0, FROM_0_TO_1, WHOLE_FROM_1 } from './align-error.ts';
import { type AlignReport, type AlignRun, type AlignRunOptions, alignRunOf, runOnce } from './align-run.ts';
import { learnInEpochs, type UpdateFigures } from './epochs.ts';
import { adaptiveKl, type KlController } from './kl.ts';
import { createLearner, type Learner } from './learner.ts';
import { readAndDispose, statesAt } from './log-probs.ts';
import { itemsOfStep, pick } from './order.ts';
import { clipFraction, clippedLoss, entropyOf, valueLoss } from './ppo-loss.ts';
import { checkPrompts } from './preference.ts';
import { RL_DEFAULTS, RL_RULES, type RlOptions, STREAM } from './rl-settings.ts';
import { type AlignParts, type Rollout, rollOut, summarise, tokenRewards } from './rollouts.ts';
import { createScalarHead, type ScalarHead } from './scalar-head.ts';
import { joinFlat, joinSequences, splitByLength } from './sequences.ts';
import { weightedMean } from './weighted-mean.ts';

/** Settings of PPO; those with a default may be left out. */
export interface PpoOptions extends RlOptions {
  /** Prompts, and so completions, per step. Default 64. */
  readonly promptsPerStep?: number;
  /** The leash. Default: `adaptiveKl({ target: 6 })`; `fixedKl(0)` cuts it. */
  readonly kl?: KlController;
  /** γ, what a reward is worth one token later. Default 1. */
  readonly gamma?: number;
  /** λ of the advantages: 0 trusts the value head alone, 1 the rewards alone. Default 0.95. */
  readonly lambda?: number;
  /** How far an update may move a value. Default 0.2. */
  readonly valueClipRange?: number;
  /** Weight of the value loss. Default 0.1. */
  readonly valueCoefficient?: number;
  /** Weight of a bonus for entropy. Default 0: the leash keeps the policy from collapsing. */
  readonly entropyCoefficient?: number;
}

/** How a step of PPO went. */
export interface PpoReport extends AlignReport {
  /** β while the step was paid. */
  readonly klCoefficient: number;
  /** Share of tokens whose probability left 1 ± ε, 0…1, over all updates of the step. */
  readonly clipFraction: number;
  /** Mean squared difference between what the value head foresaw and what came, before the step's updates. */
  readonly valueError: number;
}

const DEFAULTS = {
  ...RL_DEFAULTS,
  promptsPerStep: 64,
  gamma: 1,
  lambda: 0.95,
  valueClipRange: 0.2,
  valueCoefficient: 0.1,
  entropyCoefficient: 0,
};

type Settings = Required<Omit<PpoOptions, 'kl'>>;

const RULES = {
  ...RL_RULES,
  promptsPerStep: WHOLE_FROM_1,
  gamma: FROM_0_TO_1,
  lambda: FROM_0_TO_1,
  valueClipRange: FROM_0,
  valueCoefficient: FROM_0,
  entropyCoefficient: FROM_0,
};

/** Nats per completion that the policy may stray by default: Ziegler et al. chose 6 and 10. */
const KL_TARGET = 6;

/**
 * Yields one report per step while the policy learns, and frees value head and optimizer at the end:
 * `createPpo(parts, options).run(options)`.
 *
 * @example for await (const { step, reward, kl } of ppo({ policy, refModel, reward, prompts }, { maxTokens: 16, maxSteps: 60, seed: 3 })) chart.push(step, reward, kl);
 */
export function ppo(parts: AlignParts, options: PpoOptions & AlignRunOptions): AsyncGenerator<PpoReport, void> {
  const { signal, untilStep, ...settings } = options;
  return runOnce(createPpo(parts, settings), {
    ...(signal && { signal }),
    ...(untilStep !== undefined && { untilStep }),
  });
}

/**
 * Returns a PPO run over a policy, which it moves in place; the caller disposes the run, the policy stays its own.
 *
 * @throws ConfigError if an option is out of range; AlignError if a prompt is unusable
 * @see Schulman et al. 2017, arXiv:1707.06347; Ziegler et al. 2019, arXiv:1909.08593; Ouyang et al. 2022, arXiv:2203.02155, section 3.5
 */
export function createPpo(parts: AlignParts, options: PpoOptions): AlignRun<PpoReport> {
  const { kl = adaptiveKl({ target: KL_TARGET }), ...given } = options;
  const settings: Settings = { ...DEFAULTS, ...given };
  checkSettings('ppo', settings, RULES);
  const { policy } = parts;
  checkPrompts(parts.prompts, policy.config, settings.maxTokens);
  const head = createScalarHead('value', policy.config.nEmbd, { bias: true });
  const learner = createLearner(new Map([...policy.parameters, ...head.parameters]), settings);
  return alignRunOf<PpoReport>({
    method: 'ppo',
    settings: { ...settings },
    learner,
    kl,
    async advance(step, signal) {
      const { seed, promptsPerStep, maxTokens, stopTokens } = settings;
      const prompts = itemsOfStep(parts.prompts, promptsPerStep, mixSeed(seed, STREAM.prompts), step);
      const seedOfStep = mixSeed(seed, STREAM.completions, step);
      const rollout = await rollOut(parts, prompts, {
        maxTokens,
        stopTokens,
        seed: seedOfStep,
        ...(signal && { signal }),
      });
      if (!rollout) return undefined;
      const klCoefficient = kl.coefficient;
      const pupil = { policy, head, learner, settings };
      const lesson = await judge(rollout, pupil, klCoefficient);
      const count = rollout.completions.length;
      const learnt = await learnInEpochs({ ...settings, count, step }, (places) => learnFrom(lesson, places, pupil));
      const summary = summarise(rollout);
      kl.update(summary.kl);
      return { step, ...summary, klCoefficient, valueError: lesson.valueError, ...learnt };
    },
    dispose() {
      learner.dispose();
      head.dispose();
    },
  });
}

/** What learns, and how. */
interface Pupil {
  readonly policy: Gpt;
  readonly head: ScalarHead;
  readonly learner: Learner;
  readonly settings: Settings;
}

/** What is to be learnt from a rollout, per completion and token. */
interface Lesson {
  readonly rollout: Rollout;
  readonly advantages: readonly Float32Array[];
  readonly returns: readonly Float32Array[];
  readonly oldValues: readonly Float32Array[];
  readonly valueError: number;
}

async function judge(rollout: Rollout, { policy, head, settings }: Pupil, klCoefficient: number): Promise<Lesson> {
  const sequences = joinSequences(rollout.prompts, rollout.completions, policy.config.blockSize);
  const values = await readAndDispose(tidy(() => head.read(statesAt(policy, sequences, sequences.rows))));
  const oldValues = splitByLength(values, sequences.lengths);
  const surprises = oldValues.map((value, b) => gae(tokenRewards(rollout, b, klCoefficient), value, settings));
  const advantages = whiten(surprises.flatMap((one) => [...one.advantages]));
  const errors = surprises.flatMap((one) => Array.from(one.advantages, (advantage) => advantage ** 2)); // return − value
  return {
    rollout,
    advantages: splitByLength(advantages, sequences.lengths),
    returns: surprises.map(({ returns }) => Float32Array.from(returns)),
    oldValues,
    valueError: errors.reduce((sum, error) => sum + error, 0) / errors.length,
  };
}

async function learnFrom(
  { rollout, advantages, returns, oldValues }: Lesson,
  places: readonly number[],
  { policy, head, learner, settings }: Pupil,
): Promise<UpdateFigures> {
  const { clipRange, valueClipRange, valueCoefficient, entropyCoefficient } = settings;
  const sequences = joinSequences(
    pick(rollout.prompts, places),
    pick(rollout.completions, places),
    policy.config.blockSize,
  );
  const { weights, targets } = sequences;
  const flat = (perCompletion: readonly Float32Array[]) => joinFlat(pick(perCompletion, places), weights.length);
  const oldLogProbs = flat(rollout.logProbs);
  const { loss, gradNorm, watched } = await learner.update(() => {
    const states = statesAt(policy, sequences, sequences.rows); // [N, C]
    const logits = policy.logitsOf(states); // [N, V]
    const logProbs = tokenLogProbs(logits, targets); // [N]
    const policyLoss = clippedLoss(logProbs, { oldLogProbs, advantages: flat(advantages), weights, clipRange });
    const error = valueLoss(head.read(states), {
      oldValues: flat(oldValues),
      returns: flat(returns),
      weights,
      clipRange: valueClipRange,
    });
    const both: Scalar = add(policyLoss, mul(valueCoefficient, error));
    const bonus = () => mul(entropyCoefficient, weightedMean(entropyOf(logits), weights));
    return { loss: entropyCoefficient === 0 ? both : sub(both, bonus()), watch: [logProbs] };
  });
  return { loss, gradNorm, clipFraction: clipFraction(watched[0] ?? [], { oldLogProbs, weights, clipRange }) };
}
