/**
 * What the worker computes with: the shipped model, which never changes, a reward model trained on votes, and a copy of
 * the shipped model that is moved. Whoever opens it closes it.
 */
import { cloneGpt, type Gpt, type Tokenizer } from '@glassbox/core';
import {
  createRewardModel,
  dpo,
  drawComparisons,
  fixedKl,
  grpo,
  type KlController,
  measurePolicy,
  type Preference,
  ppo,
  preferencesFromVotes,
  type Reward,
  type RewardModel,
  ruleReward,
  scorePreferences,
  simulateVotes,
  trainRewardModel,
} from '@glassbox/core/align';
import type { Locale } from '@glassbox/quiz';
import type {
  Agreement,
  Pair,
  PolicyEvent,
  PolicyJob,
  PolicyMeasure,
  PolicyResult,
  RewardEvent,
  RewardJob,
  RewardResult,
  ScoredText,
  Vote,
} from './contract.ts';
import type { TrainedReward } from './kept-reward.ts';
import type { Prompts } from './prompts.ts';
import { spread } from './prompts.ts';
import { TASTE_IDS, type TasteId, tasteOf, worthOf } from './taste.ts';

/** The most tokens of a text: two lines of five with marks and break; a line of a play. */
const MAX_TOKENS: Readonly<Record<Locale, number>> = { zh: 13, en: 48 };
/** Difference in points at which the simulated annotator is right 73 times out of 100. */
const VOTE_NOISE = 0.25;
/** One own vote in three, and one simulated in six, is kept to test the reward model. */
const OWN_KEPT_ONE_IN = 3;
const OTHERS_KEPT_ONE_IN = 6;
const PAIRS_AT_ONCE = 32;
const REWARD_BATCH = 32;
const EVAL_EVERY = 20;
const SHOWN = 3;
const MEASURED_PROMPTS = 64;
const WATCHED_PROMPTS = 4;
const SAMPLES_EVERY = 8;
/** Other streams of random numbers than those of votes and training. */
const MEASURE_SEED = 90_000;
const EXTRA_SEED = 1_000;
/** DPO has no leash of 0: its loss would not know the reference. */
const LEAST_DPO_BETA = 0.01;

export interface WorkshopParts {
  locale: Locale;
  /** Belongs to the workshop from now on. */
  model: Gpt;
  tokenizer: Tokenizer;
  prompts: Prompts;
  /** English: the words that count as real. */
  known: ReadonlySet<string>;
  /** Prompts that a policy is measured on before and after; few make a measure quick and coarse. */
  measuredPrompts?: number;
}

interface Call<Event> {
  signal: AbortSignal;
  emit(event: Event): void;
}

export class Workshop {
  readonly #parts: WorkshopParts;
  #reward: RewardModel | undefined;
  #preferences: readonly Preference[] = [];
  /** Of a reward model that was trained to its end. */
  #result: RewardResult | undefined;
  #taste: TasteId = 'first';
  #leash: KlController | undefined;

  constructor(parts: WorkshopParts) {
    this.#parts = parts;
  }

  get parameterCount(): number {
    return this.#parts.model.parameterCount;
  }

  /** The reward model, once it was trained to its end; it stays the workshop's. */
  get trained(): TrainedReward | undefined {
    const [model, result] = [this.#reward, this.#result];
    return model && result && { model, result, preferences: this.#preferences, taste: this.#taste };
  }

  /** Goes on with a reward model of an earlier visit, which is the workshop's from now on; the one before is freed. */
  takeReward({ model, result, preferences, taste }: TrainedReward): void {
    this.#dropReward();
    this.#reward = model;
    this.#result = result;
    this.#preferences = preferences;
    this.#taste = taste;
  }

  /** Resolves to pairs that the shipped model writes; fewer when it writes the same twice or is stopped. */
  async drawPairs(seed: number, count: number, signal?: AbortSignal): Promise<Pair[]> {
    const { model, prompts } = this.#parts;
    const from = spread(prompts.training, count, seed).map((prompt) => this.#encode(prompt));
    const comparisons = await drawComparisons(model, from, { ...this.#writing(), seed, ...(signal && { signal }) });
    return comparisons.map(({ prompt, completions }) => {
      const texts = [this.#text(completions[0]), this.#text(completions[1])] as const;
      const points = Object.fromEntries(
        TASTE_IDS.map((id) => [id, [this.#points(id, texts[0]), this.#points(id, texts[1])] as const]),
      ) as Pair['points'];
      return { prompt: this.#text(prompt).trim(), texts, points };
    });
  }

  /** Trains a new reward model on own and simulated votes; the one before is freed. */
  async trainReward(job: RewardJob, { signal, emit }: Call<RewardEvent>): Promise<RewardResult> {
    const { seed, taste, extra, steps } = job;
    this.#dropReward();
    this.#taste = taste;
    const own = this.#ownPreferences(job.pairs, job.votes);
    const others = await this.#simulated(taste, seed, extra, { signal, emit });
    const [ownLearnt, ownKept] = kept(own, OWN_KEPT_ONE_IN);
    const [othersLearnt, othersKept] = kept(others, OTHERS_KEPT_ONE_IN);
    const learnt = [...ownLearnt, ...othersLearnt];
    const reward = createRewardModel(this.#parts.model);
    this.#reward = reward;
    this.#preferences = learnt;
    let done = 0;
    if (learnt.length > 0 && !signal.aborted) {
      const heldOut = othersKept.length > 0 ? othersKept : ownKept;
      const options = { seed, maxSteps: steps, batchSize: Math.min(REWARD_BATCH, learnt.length), heldOut, signal };
      for await (const report of trainRewardModel(reward, learnt, { ...options, evalEvery: EVAL_EVERY })) {
        done = report.step;
        emit({
          kind: 'learning',
          step: report.step,
          steps,
          ...(report.heldOut && { heldOut: report.heldOut.accuracy }),
        });
      }
    }
    const judged = await this.#judged(
      learnt.slice(0, PAIRS_AT_ONCE).flatMap(({ prompt, chosen, rejected }) => [
        { prompt, text: chosen },
        { prompt, text: rejected },
      ]),
    );
    judged.sort((a, b) => b.score - a.score);
    const result = {
      madeAt: job.madeAt,
      seed,
      ownLearnt: ownLearnt.length,
      othersLearnt: othersLearnt.length,
      own: await agreementOn(reward, ownKept),
      others: await agreementOn(reward, othersKept),
      best: judged.slice(0, SHOWN),
      worst: judged.slice(-SHOWN).reverse(),
      stopped: done < steps,
    };
    if (!result.stopped) this.#result = result;
    return result;
  }

  /** Moves a copy of the shipped model; measures before and after on prompts kept for that. */
  async run(job: PolicyJob, { signal, emit }: Call<PolicyEvent>): Promise<PolicyResult> {
    const policy = cloneGpt(this.#parts.model);
    try {
      const before = await this.#measure(policy);
      emit({ kind: 'before', measure: before });
      let steps = 0;
      const truths: number[] = [];
      for await (const { step, reward, kl } of this.#reports(job, policy, truths, signal)) {
        steps = step;
        emit({ kind: 'step', point: { step, reward, truth: truths.at(-1) ?? Number.NaN, kl } });
        if (step % SAMPLES_EVERY === 0) {
          emit({ kind: 'samples', step, samples: (await this.#measure(policy, WATCHED_PROMPTS)).samples });
        }
      }
      return { before, after: await this.#measure(policy), steps, stopped: steps < job.steps };
    } finally {
      this.#leash = undefined;
      policy.dispose();
    }
  }

  /** Only PPO can be held more or less tightly on the way. */
  setLeash(beta: number): void {
    this.#leash?.set(beta);
  }

  dispose(): void {
    this.#dropReward();
    this.#parts.model.dispose();
  }

  #reports({ method, beta, steps, seed }: PolicyJob, policy: Gpt, truths: number[], signal: AbortSignal) {
    const { model: refModel, prompts } = this.#parts;
    const reward = this.#watched(truths);
    const parts = { policy, refModel, reward, prompts: prompts.training.map((prompt) => this.#encode(prompt)) };
    const options = { ...this.#writing(), seed, maxSteps: steps, signal };
    if (method === 'grpo') return grpo(parts, { ...options, klCoefficient: beta });
    if (method === 'dpo') {
      return dpo({ ...parts, preferences: this.#preferences }, { ...options, beta: Math.max(beta, LEAST_DPO_BETA) });
    }
    this.#leash = fixedKl(beta);
    return ppo(parts, { ...options, kl: this.#leash });
  }

  /** The reward model, with a second look at the same texts: what they are worth by the rule. It learns nothing from that. */
  #watched(truths: number[]): Reward {
    const reward = this.#current();
    return {
      score: async (prompts, completions) => {
        const points = completions.map((completion) => this.#points(this.#taste, this.#text(completion)));
        truths.push(mean(points));
        return await reward.score(prompts, completions);
      },
    };
  }

  async #measure(policy: Gpt, count = this.#parts.measuredPrompts ?? MEASURED_PROMPTS): Promise<PolicyMeasure> {
    const { model: refModel, prompts } = this.#parts;
    const from = Array.from({ length: count }, (_, i) =>
      this.#encode(prompts.measuring[i % prompts.measuring.length] ?? ''),
    );
    const reward = this.#current();
    const options = { ...this.#writing(), seed: MEASURE_SEED, samples: count };
    const measured = await measurePolicy({ policy, refModel, reward, prompts: from }, options);
    if (!measured) throw new Error('annotator: measuring was aborted without being asked to.');
    const samples = measured.samples.map((sample) => this.#scored(sample.prompt, sample.completion, sample.reward));
    return {
      reward: measured.reward,
      truth: mean(samples.map(({ points }) => points)),
      kl: measured.kl,
      distinct: new Set(samples.map(({ text }) => text)).size / samples.length,
      samples: samples.slice(0, WATCHED_PROMPTS),
    };
  }

  async #simulated(taste: TasteId, seed: number, count: number, { signal, emit }: Call<RewardEvent>) {
    const { model, prompts } = this.#parts;
    const rule = ruleReward((_prompt, completion) => this.#points(taste, this.#text(completion)));
    const from = spread(prompts.training, count, seed + EXTRA_SEED).map((prompt) => this.#encode(prompt));
    const preferences: Preference[] = [];
    for (let start = 0; start < from.length && !signal.aborted; start += PAIRS_AT_ONCE) {
      const own = { seed: seed + EXTRA_SEED + start };
      const chunk = from.slice(start, start + PAIRS_AT_ONCE);
      const comparisons = await drawComparisons(model, chunk, { ...this.#writing(), ...own, signal });
      const votes = await simulateVotes(rule, comparisons, { ...own, noise: VOTE_NOISE });
      preferences.push(...preferencesFromVotes(comparisons, votes));
      emit({ kind: 'writing', done: Math.min(count, start + PAIRS_AT_ONCE), total: count });
    }
    return preferences;
  }

  #ownPreferences(pairs: readonly Pair[], votes: readonly Vote[]): Preference[] {
    const voted = pairs.slice(0, votes.length);
    const comparisons = voted.map(({ prompt, texts }) => ({
      prompt: this.#encode(prompt),
      completions: [this.#parts.tokenizer.encode(texts[0]), this.#parts.tokenizer.encode(texts[1])] as const,
    }));
    return preferencesFromVotes(comparisons, votes);
  }

  async #judged(texts: readonly { prompt: ArrayLike<number>; text: ArrayLike<number> }[]): Promise<ScoredText[]> {
    const scores = await this.#current().score(
      texts.map(({ prompt }) => Array.from(prompt)),
      texts.map(({ text }) => Array.from(text)),
    );
    return texts.map(({ prompt, text }, i) => this.#scored(prompt, text, scores[i] ?? Number.NaN));
  }

  #scored(prompt: ArrayLike<number>, completion: ArrayLike<number>, score: number): ScoredText {
    const text = this.#text(completion);
    return { prompt: this.#text(prompt).trim(), text: text.trim(), score, points: this.#points(this.#taste, text) };
  }

  #points(id: TasteId, text: string): number {
    const { locale, known } = this.#parts;
    return worthOf(locale, tasteOf(locale, id), text, known).points;
  }

  #encode(prompt: string): Int32Array {
    return this.#parts.tokenizer.encode(`\n\n${prompt}\n`);
  }

  #text(tokenIds: ArrayLike<number>): string {
    return this.#parts.tokenizer.decode(Array.from(tokenIds));
  }

  #writing() {
    const { locale, tokenizer } = this.#parts;
    return { maxTokens: MAX_TOKENS[locale], stopTokens: Array.from(tokenizer.encode('\n')) };
  }

  #current(): RewardModel {
    if (!this.#reward) throw new Error('annotator: no reward model; trainReward comes first.');
    return this.#reward;
  }

  #dropReward(): void {
    this.#reward?.dispose();
    this.#reward = undefined;
    this.#preferences = [];
    this.#result = undefined;
  }
}

/** Splits off every n-th; with fewer than n nothing is kept. */
function kept<Item>(items: readonly Item[], n: number): [learnt: Item[], kept: Item[]] {
  return [items.filter((_, i) => i % n !== n - 1), items.filter((_, i) => i % n === n - 1)];
}

async function agreementOn(reward: RewardModel, preferences: readonly Preference[]): Promise<Agreement> {
  const total = preferences.length;
  if (total === 0) return { right: 0, total };
  const { accuracy } = await scorePreferences(reward, preferences);
  return { right: Math.round(accuracy * total), total };
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
