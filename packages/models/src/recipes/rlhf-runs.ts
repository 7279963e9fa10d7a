/** One run of the `rlhf` recipe: a method, a task, a seed. Finished ones are kept in `.runs/rlhf` and not run again. */
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { cloneGpt, type Gpt } from '@glassbox/core';
import {
  type AlignReport,
  adaptiveKl,
  dpo,
  fixedKl,
  grpo,
  type KlController,
  measurePolicy,
  ppo,
  type RolloutSummary,
} from '@glassbox/core/align';
import type { RlhfTask } from './rlhf-task.ts';
import { inPackage } from './texts.ts';

export type Method = 'ppo' | 'dpo' | 'grpo' | 'ppo-no-kl';

/** What a policy was worth on the held-out prompts. */
export interface Measure {
  /** Mean true reward. */
  readonly gold: number;
  /** Mean of what training pays with. */
  readonly paid: number;
  /** Nats per completion. */
  readonly kl: number;
  /** Nats per token. */
  readonly entropy: number;
  /** Share of completions by true reward, for rewards that have few values. */
  readonly shares: Readonly<Record<string, number>>;
  readonly samples: readonly { readonly prompt: string; readonly completion: string; readonly gold: number }[];
}

export interface RlhfRun {
  readonly task: string;
  readonly method: Method;
  readonly seed: number;
  readonly steps: number;
  readonly before: Measure;
  readonly after: Measure;
  /** On the way, at every `MEASURE_EVERY`-th step: gold and paid on held-out prompts. */
  readonly curve: readonly {
    readonly step: number;
    readonly gold: number;
    readonly paid: number;
    readonly kl: number;
  }[];
  readonly minutes: number;
}

/**
 * How many steps each method does; every other setting is the library's default. Chosen on world 1 and on training prompts
 * of the poems. PPO with and without leash differ in nothing but the leash.
 */
const STEPS: Readonly<Record<RlhfTask['name'], Readonly<Record<Method, number>>>> = {
  poems: { ppo: 64, 'ppo-no-kl': 64, grpo: 32, dpo: 60 },
  world: { ppo: 60, 'ppo-no-kl': 60, grpo: 60, dpo: 30 },
};

/** Nats per completion that the leash of PPO holds. */
const KL_TARGETS: Readonly<Record<RlhfTask['name'], number>> = { poems: 6, world: 3 };

const MEASURE_SEED = 90_000;
/** A smaller part of the held-out prompts is measured on the way, for the curve. */
const CURVE_PROMPTS = 64;
const MEASURE_EVERY = 16;
const SAMPLES = 6;

/** Resolves to a run, from `.runs/rlhf` if it was finished before. */
export async function rlhfRun(task: RlhfTask, method: Method, seed: number): Promise<RlhfRun> {
  const file = inPackage(`.runs/rlhf/${task.name}-${method}-${seed}.json`);
  try {
    return JSON.parse(await readFile(file, 'utf8'));
  } catch {
    const run = await doRun(task, method, seed);
    await mkdir(inPackage('.runs/rlhf'), { recursive: true });
    await writeFile(file, JSON.stringify(run, null, 1));
    return run;
  }
}

async function doRun(task: RlhfTask, method: Method, seed: number): Promise<RlhfRun> {
  const policy = cloneGpt(task.refModel);
  const curve: RlhfRun['curve'][number][] = [];
  const before = await measure(task, policy);
  const start = performance.now();
  let [steps, minutes] = [0, 0];
  for await (const { step, reward, kl, entropy } of reportsOf(task, method, policy, seed)) {
    steps = step;
    if (step % MEASURE_EVERY !== 0) continue;
    minutes = (performance.now() - start) / 60_000;
    const point = method === 'ppo-no-kl' ? await measure(task, policy, CURVE_PROMPTS) : undefined;
    if (point) curve.push({ step, gold: point.gold, paid: point.paid, kl: point.kl });
    console.log(
      `${task.name} ${method} ${seed} step ${step} reward ${reward.toFixed(3)} kl ${kl.toFixed(2)} entropy ${entropy.toFixed(2)}` +
        (point ? ` gold ${point.gold.toFixed(2)} paid ${point.paid.toFixed(2)}` : '') +
        ` ${minutes.toFixed(1)} min`,
    );
  }
  minutes = (performance.now() - start) / 60_000;
  const after = await measure(task, policy);
  policy.dispose();
  console.log(
    `${task.name} ${method} ${seed} gold ${before.gold.toFixed(2)} → ${after.gold.toFixed(2)} kl ${after.kl.toFixed(2)}`,
  );
  return { task: task.name, method, seed, steps, before, after, curve, minutes };
}

function reportsOf(task: RlhfTask, method: Method, policy: Gpt, seed: number): AsyncIterable<AlignReport> {
  const { refModel, paid: reward, prompts, preferences, maxTokens, stopTokens } = task;
  const maxSteps = STEPS[task.name][method];
  const parts = { policy, refModel, reward, prompts };
  const options = { seed, maxSteps, maxTokens, stopTokens };
  const withLeash = (kl: KlController) => ppo(parts, { ...options, kl });
  switch (method) {
    case 'ppo':
      return withLeash(adaptiveKl({ target: KL_TARGETS[task.name] }));
    case 'ppo-no-kl':
      return withLeash(fixedKl(0));
    case 'grpo':
      return grpo(parts, options);
    case 'dpo':
      return dpo({ ...parts, preferences }, options);
  }
}

/** The same completions are judged by the true reward and by what training pays with. */
async function measure(task: RlhfTask, policy: Gpt, most = Number.POSITIVE_INFINITY): Promise<Measure> {
  const { refModel, gold, paid, maxTokens, stopTokens } = task;
  const prompts = task.heldOut.slice(0, most);
  const options = { maxTokens, stopTokens, seed: MEASURE_SEED, samples: prompts.length };
  const judged = await measurePolicy({ policy, refModel, reward: gold, prompts }, options);
  if (!judged) throw new Error('recipe rlhf: measuring was aborted.');
  const own = await paid.score(
    prompts,
    judged.samples.map(({ completion }) => completion),
  );
  return {
    gold: judged.reward,
    paid: own.reduce((sum, score) => sum + score, 0) / own.length,
    kl: judged.kl,
    entropy: judged.entropy,
    shares: sharesOf(judged),
    samples: shown(task, judged),
  };
}

const MOST_SHARES = 8;

function sharesOf({ samples }: RolloutSummary): Measure['shares'] {
  const counts = Object.entries(Object.groupBy(samples, ({ reward }) => String(reward)));
  if (counts.length > MOST_SHARES) return {};
  return Object.fromEntries(counts.map(([reward, of = []]) => [reward, of.length / samples.length]));
}

function shown({ tokenizer }: RlhfTask, { samples }: RolloutSummary): Measure['samples'] {
  return samples.slice(0, SAMPLES).map(({ prompt, completion, reward }) => ({
    prompt: tokenizer.decode(Array.from(prompt)).trim(),
    completion: tokenizer.decode(Array.from(completion)).trim(),
    gold: reward,
  }));
}
