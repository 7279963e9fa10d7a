/**
 * GRPO: PPO without a value head. Several completions of one prompt are compared with each other; better than the
 * group's mean is better than expected. The leash is part of the loss, not of the reward.
 */
import { mixSeed } from '../foundations/random.ts';
import { groupAdvantages } from './advantages.ts';
import { ABOVE_0, checkSettings, FROM_0, WHOLE_FROM_1, WHOLE_FROM_2 } from './align-error.ts';
import { type AlignReport, type AlignRun, type AlignRunOptions, alignRunOf, runOnce } from './align-run.ts';
import { learnInEpochs, type UpdateFigures } from './epochs.ts';
import { grpoLoss, lengthWeights } from './grpo-loss.ts';
import { createLearner, type Learner } from './learner.ts';
import { logProbsOf } from './log-probs.ts';
import { itemsOfStep, pick } from './order.ts';
import { clipFraction } from './ppo-loss.ts';
import { checkPrompts } from './preference.ts';
import { RL_DEFAULTS, RL_RULES, type RlOptions, STREAM } from './rl-settings.ts';
import { type AlignParts, type Rollout, rollOut, summarise } from './rollouts.ts';
import { joinFlat, joinSequences } from './sequences.ts';

/** Settings of GRPO; those with a default may be left out. */
export interface GrpoOptions extends RlOptions {
  /** Prompts per step. Default 16. */
  readonly promptsPerStep?: number;
  /** G: completions per prompt, at least 2. Default 8. */
  readonly groupSize?: number;
  /** β: what a nat of KL costs in the loss. Default 0.04; 0 cuts the leash. */
  readonly klCoefficient?: number;
}

/** How a step of GRPO went. It has no value head, so no value error. */
export interface GrpoReport extends AlignReport {
  readonly klCoefficient: number;
  /** Share of tokens whose probability left 1 ± ε, 0…1, over all updates of the step. */
  readonly clipFraction: number;
  /** Share of groups in which all rewards were equal, so that nothing was learnt from them, 0…1. */
  readonly idleGroups: number;
}

const DEFAULTS = { ...RL_DEFAULTS, promptsPerStep: 16, groupSize: 8, klCoefficient: 0.04 };

type Settings = Required<GrpoOptions>;

const RULES = {
  ...RL_RULES,
  promptsPerStep: WHOLE_FROM_1,
  groupSize: WHOLE_FROM_2,
  klCoefficient: FROM_0,
  learningRate: ABOVE_0,
};

/**
 * Yields one report per step while the policy learns, and frees the optimizer at the end:
 * `createGrpo(parts, options).run(options)`.
 *
 * @example for await (const { step, reward } of grpo({ policy, refModel, reward, prompts }, { maxTokens: 16, maxSteps: 60, seed: 3 })) chart.push(step, reward);
 */
export function grpo(parts: AlignParts, options: GrpoOptions & AlignRunOptions): AsyncGenerator<GrpoReport, void> {
  const { signal, untilStep, ...settings } = options;
  return runOnce(createGrpo(parts, settings), {
    ...(signal && { signal }),
    ...(untilStep !== undefined && { untilStep }),
  });
}

/**
 * Returns a GRPO run over a policy, which it moves in place; the caller disposes the run, the policy stays its own.
 *
 * @throws ConfigError if an option is out of range; AlignError if a prompt is unusable
 * @see Shao et al. 2024, arXiv:2402.03300, section 4.1 (outcome supervision), eq. 3
 */
export function createGrpo(parts: AlignParts, options: GrpoOptions): AlignRun<GrpoReport> {
  const settings: Settings = { ...DEFAULTS, ...options };
  checkSettings('grpo', settings, RULES);
  checkPrompts(parts.prompts, parts.policy.config, settings.maxTokens);
  const learner = createLearner(parts.policy.parameters, settings);
  return alignRunOf<GrpoReport>({
    method: 'grpo',
    settings: { ...settings },
    learner,
    async advance(step, signal) {
      const { seed, promptsPerStep, groupSize, maxTokens, stopTokens, klCoefficient } = settings;
      const prompts = itemsOfStep(parts.prompts, promptsPerStep, mixSeed(seed, STREAM.prompts), step);
      const repeated = prompts.flatMap((prompt) => new Array<typeof prompt>(groupSize).fill(prompt));
      const seedOfStep = mixSeed(seed, STREAM.completions, step);
      const rollout = await rollOut(parts, repeated, {
        maxTokens,
        stopTokens,
        seed: seedOfStep,
        ...(signal && { signal }),
      });
      if (!rollout) return undefined;
      const learning = { rollout, advantages: groupAdvantages(rollout.scores, groupSize), learner, parts, settings };
      const count = rollout.completions.length;
      const learnt = await learnInEpochs({ ...settings, count, step }, (places) => learnFrom(learning, places));
      return {
        step,
        ...summarise(rollout),
        klCoefficient,
        idleGroups: idleShare(rollout.scores, groupSize),
        ...learnt,
      };
    },
    dispose: () => learner.dispose(),
  });
}

interface Learning {
  readonly rollout: Rollout;
  /** [B] */
  readonly advantages: Float64Array;
  readonly learner: Learner;
  readonly parts: AlignParts;
  readonly settings: Settings;
}

async function learnFrom(
  { rollout, advantages: ofCompletions, learner, parts: { policy }, settings }: Learning,
  places: readonly number[],
): Promise<UpdateFigures> {
  const { clipRange, klCoefficient } = settings;
  const sequences = joinSequences(
    pick(rollout.prompts, places),
    pick(rollout.completions, places),
    policy.config.blockSize,
  );
  const N = sequences.weights.length;
  const weights = lengthWeights(sequences.lengths, N);
  const oldLogProbs = joinFlat(pick(rollout.logProbs, places), N);
  const refLogProbs = joinFlat(pick(rollout.refLogProbs, places), N);
  const advantages = Float32Array.from(sequences.owners, (b) => ofCompletions[places[b] ?? 0] ?? 0);
  const { loss, gradNorm, watched } = await learner.update(() => {
    const logProbs = logProbsOf(policy, sequences); // [N]
    const options = { oldLogProbs, refLogProbs, advantages, weights, clipRange, klCoefficient };
    return { loss: grpoLoss(logProbs, options), watch: [logProbs] };
  });
  return { loss, gradNorm, clipFraction: clipFraction(watched[0] ?? [], { oldLogProbs, weights, clipRange }) };
}

function idleShare(scores: Float32Array, groupSize: number): number {
  const groups = scores.length / groupSize;
  let idle = 0;
  for (let group = 0; group < groups; group++) {
    const own = scores.subarray(group * groupSize, (group + 1) * groupSize);
    if (own.every((score) => score === own[0])) idle++;
  }
  return idle / groups;
}
