/**
 * DPO: the preferences themselves move the policy, without a reward model and without sampling. Reports sample all the
 * same, so that reward, KL and texts can be compared with those of PPO and GRPO.
 */
import { matMul, reshape, slice, type Tensor1D, tensor2d, tidy } from '@tensorflow/tfjs-core';
import { mixSeed } from '../foundations/random.ts';
import type { Gpt } from '../model/gpt.ts';
import { ABOVE_0, checkSettings, FROM_0, WHOLE, WHOLE_FROM_1 } from './align-error.ts';
import { type AlignReport, type AlignRun, type AlignRunOptions, alignRunOf, runOnce } from './align-run.ts';
import { createLearner, type Learner } from './learner.ts';
import { completionLogProbs, logProbsOf } from './log-probs.ts';
import { itemsOfStep } from './order.ts';
import { dpoLoss } from './pair-loss.ts';
import { checkPreferences, checkPrompts, type Preference } from './preference.ts';
import { agreement } from './reward-model.ts';
import { STREAM } from './rl-settings.ts';
import { type AlignParts, rollOut, summarise } from './rollouts.ts';
import { joinSequences, type Sequences } from './sequences.ts';
import { constant } from './weighted-mean.ts';

/** Who plays in a DPO run; the reward only measures. */
export interface DpoParts extends AlignParts {
  readonly preferences: readonly Preference[];
}

/** Settings of DPO; those with a default may be left out. */
export interface DpoOptions {
  readonly seed: number;
  readonly maxSteps: number;
  /** β: how tight the leash is. Default 0.1. */
  readonly beta?: number;
  /** Preferences per update. Default 32. */
  readonly pairsPerUpdate?: number;
  /** Updates between two reports. Default 4. */
  readonly updatesPerStep?: number;
  /** Default 3e-5. */
  readonly learningRate?: number;
  /** The longest gradient allowed; 0 leaves gradients as they are. Default 1. */
  readonly gradClip?: number;
  /** Completions per report, of `parts.prompts`; they are measured, never learnt from. Default 16. */
  readonly promptsPerStep?: number;
  /** The most tokens to write per prompt. */
  readonly maxTokens: number;
  /** A completion ends after one of these. Default: none. */
  readonly stopTokens?: readonly number[];
}

/** DPO has no ratio to clip and no value head. */
export interface DpoReport extends AlignReport {
  /** Share of the step's pairs in which the policy's implicit reward β·log π/π_ref was higher for the chosen one, before the update. */
  readonly accuracy: number;
  /** Mean difference of implicit rewards, chosen minus rejected, before the update. */
  readonly margin: number;
}

const DEFAULTS = {
  beta: 0.1,
  pairsPerUpdate: 32,
  updatesPerStep: 4,
  learningRate: 3e-5,
  gradClip: 1,
  promptsPerStep: 16,
  stopTokens: [],
};

type Settings = Required<DpoOptions>;

const RULES = {
  seed: WHOLE,
  maxSteps: WHOLE_FROM_1,
  beta: ABOVE_0,
  pairsPerUpdate: WHOLE_FROM_1,
  updatesPerStep: WHOLE_FROM_1,
  learningRate: ABOVE_0,
  gradClip: FROM_0,
  promptsPerStep: WHOLE_FROM_1,
  maxTokens: WHOLE_FROM_1,
};

/**
 * Yields one report per step while the policy learns, and frees the optimizer at the end:
 * `createDpo(parts, options).run(options)`.
 *
 * @example for await (const { step, accuracy } of dpo({ policy, refModel, reward, prompts, preferences }, { maxTokens: 16, maxSteps: 40, seed: 3 })) chart.push(step, accuracy);
 */
export function dpo(parts: DpoParts, options: DpoOptions & AlignRunOptions): AsyncGenerator<DpoReport, void> {
  const { signal, untilStep, ...settings } = options;
  return runOnce(createDpo(parts, settings), {
    ...(signal && { signal }),
    ...(untilStep !== undefined && { untilStep }),
  });
}

/**
 * Returns a DPO run over a policy, which it moves in place; the caller disposes the run, the policy stays its own.
 *
 * @throws ConfigError if an option is out of range; AlignError if a preference or prompt is unusable
 * @see Rafailov et al. 2023, arXiv:2305.18290
 */
export function createDpo(parts: DpoParts, options: DpoOptions): AlignRun<DpoReport> {
  const settings: Settings = { ...DEFAULTS, ...options };
  checkSettings('dpo', settings, RULES);
  const { policy, refModel, preferences } = parts;
  checkPreferences(preferences, policy.config);
  checkPrompts(parts.prompts, policy.config, settings.maxTokens);
  const learner = createLearner(policy.parameters, settings);
  let pairs: Promise<readonly Pair[]> | undefined;
  return alignRunOf<DpoReport>({
    method: 'dpo',
    settings: { ...settings },
    learner,
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
      pairs ??= withReference(refModel, preferences); // the reference never moves: once is enough
      return { step, ...summarise(rollout), ...(await learn({ pairs: await pairs, learner, policy, settings, step })) };
    },
    dispose: () => learner.dispose(),
  });
}

/** A preference with what the reference thinks of it, in nats. */
interface Pair extends Preference {
  readonly refChosen: number;
  readonly refRejected: number;
}

async function withReference(refModel: Gpt, preferences: readonly Preference[]): Promise<readonly Pair[]> {
  const prompts = preferences.map(({ prompt }) => prompt);
  const chosen = await completionLogProbs(
    refModel,
    prompts,
    preferences.map((preference) => preference.chosen),
  );
  const rejected = await completionLogProbs(
    refModel,
    prompts,
    preferences.map((preference) => preference.rejected),
  );
  return preferences.map((preference, i) => ({
    ...preference,
    refChosen: sum(chosen[i] ?? []),
    refRejected: sum(rejected[i] ?? []),
  }));
}

interface Learning {
  readonly pairs: readonly Pair[];
  readonly learner: Learner;
  readonly policy: Gpt;
  readonly settings: Settings;
  readonly step: number;
}

type Figures = Pick<DpoReport, 'loss' | 'gradNorm' | 'accuracy' | 'margin'>;

/** Does all updates of a step; resolves to their means. */
async function learn({ pairs, learner, policy, settings, step }: Learning): Promise<Figures> {
  const { beta, pairsPerUpdate, updatesPerStep, seed } = settings;
  const totals = { loss: 0, gradNorm: 0 };
  const margins: number[] = [];
  for (let i = 1; i <= updatesPerStep; i++) {
    const update = (step - 1) * updatesPerStep + i;
    const batch = itemsOfStep(pairs, pairsPerUpdate, mixSeed(seed, STREAM.minibatches), update);
    const { loss, gradNorm, watched } = await learner.update(() => pairLoss(policy, batch, beta));
    totals.loss += loss / updatesPerStep;
    totals.gradNorm += gradNorm / updatesPerStep;
    const [chosen = [], rejected = []] = watched;
    batch.forEach(({ refChosen, refRejected }, p) => {
      margins.push(beta * ((chosen[p] ?? 0) - refChosen - (rejected[p] ?? 0) + refRejected));
    });
  }
  return { ...totals, accuracy: agreement(margins).accuracy, margin: sum(margins) / margins.length };
}

/** Chosen and rejected are read in one pass: B is twice the number of pairs. */
function pairLoss(policy: Gpt, batch: readonly Pair[], beta: number) {
  const P = batch.length;
  const prompts = batch.map(({ prompt }) => prompt);
  const texts = [...batch.map(({ chosen }) => chosen), ...batch.map(({ rejected }) => rejected)];
  const sequences = joinSequences([...prompts, ...prompts], texts, policy.config.blockSize);
  const sums = sumPerCompletion(logProbsOf(policy, sequences), sequences); // [2P]
  const [chosen, rejected] = [slice(sums, [0], [P]), slice(sums, [P], [P])]; // [P] each
  const refChosen = constant(Float32Array.from(batch, (pair) => pair.refChosen));
  const refRejected = constant(Float32Array.from(batch, (pair) => pair.refRejected));
  return { loss: dpoLoss({ chosen, rejected, refChosen, refRejected }, beta), watch: [chosen, rejected] };
}

/**
 * Returns Σ over the tokens of each completion, [N] → [B], with a gradient; the caller disposes. A product with a
 * matrix of zeros and ones: every backend has its gradient, and [B, N] is small.
 */
export function sumPerCompletion(perToken: Tensor1D, { owners, weights, lengths }: Sequences): Tensor1D {
  return tidy(() => {
    const [B, N] = [lengths.length, owners.length];
    const membership = new Float32Array(B * N);
    owners.forEach((b, n) => {
      membership[b * N + n] = weights[n] ?? 0;
    });
    return reshape(matMul(tensor2d(membership, [B, N]), reshape(perToken, [N, 1])), [B]);
  });
}

function sum(values: ArrayLike<number>): number {
  return Array.from(values).reduce((total, value) => total + value, 0);
}
