/**
 * The poems of the `rlhf` recipe. `poet` goes on from the first couplet of a quatrain; somebody who loves rivers at
 * night votes on its second couplets; a reward model learns the votes.
 */
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { loadModel, type Tokenizer } from '@glassbox/core';
import {
  createRewardModel,
  drawComparisons,
  loadRewardModel,
  type Preference,
  preferencesFromVotes,
  type RewardModel,
  ruleReward,
  saveRewardModel,
  scorePreferences,
  simulateVotes,
  trainRewardModel,
} from '@glassbox/core/align';
import { nodeDirectory } from '@glassbox/core/node';
import type { RlhfTask } from './rlhf-task.ts';
import { inPackage } from './texts.ts';

/** What the voter likes to read of, after 枫桥夜泊 (张继): moon, star, night, river, water, wave, boats, goose, frost, lamp, bell. */
const NIGHT_RIVER = new Set('月星夜江水波舟船雁霜灯钟');
/** More than this many images make a couplet no better. */
const MOST_IMAGES = 4;
const REPEAT_COST = 0.5;
const BROKEN_FORM_COST = 2;

const SEED = 20261125;
const COMPARISONS = 2400;
const HELD_OUT_VOTES = 200;
const HELD_OUT_PROMPTS = 128;
/** The first ones were measured while settings were still being chosen. */
const SPENT_PROMPTS = 128;
const REWARD = { maxSteps: 120, batchSize: 32 };
/** Reward difference at which the voter is right 73 times out of 100. */
const VOTE_NOISE = 0.25;
/** Two lines of five with their marks, and the line break. */
const MAX_TOKENS = 13;

/** Only five-character lines, to keep runs short. */
const COUPLET = /^[^，。\n]{5}，[^，。\n]{5}。$/u;

/** What a second couplet is worth, and why. */
export interface CoupletScore {
  /** Two lines as long as those of the first couplet, with the right marks, ended by a line break. */
  readonly form: boolean;
  /** Different images of the night river. */
  readonly images: number;
  /** Characters that stand in it for the second time or more; a quatrain avoids them. */
  readonly repeats: number;
  readonly reward: number;
}

/** Returns min(images, 4) − repeats/2 − 2·[form broken] of a couplet that follows `prompt`. */
export function scoreCouplet(prompt: string, couplet: string): CoupletScore {
  const length = [...(prompt.trim().split('，')[0] ?? '')].length;
  const lines = couplet.endsWith('。\n') ? couplet.slice(0, -2).split('，') : [];
  const form = lines.length === 2 && lines.every((line) => !/[，。\n]/.test(line) && [...line].length === length);
  const words = [...couplet].filter((character) => !/[\p{P}\s]/u.test(character));
  const images = new Set(words.filter((word) => NIGHT_RIVER.has(word))).size;
  const repeats = words.length - new Set(words).size;
  const reward = Math.min(images, MOST_IMAGES) - REPEAT_COST * repeats - (form ? 0 : BROKEN_FORM_COST);
  return { form, images, repeats, reward };
}

/** Returns the task; its reward model is trained once and kept in `.runs/rlhf/poems-reward`. */
export async function poemsTask(): Promise<RlhfTask & { readonly rewardModel: RewardModel }> {
  const { model: refModel, tokenizer } = await loadModel(nodeDirectory(inPackage('poet')));
  if (!tokenizer) throw new Error('recipe rlhf: poet has no tokenizer.');
  const encode = (couplet: string) => tokenizer.encode(`\n\n${couplet}\n`);
  const unseen = await firstCouplets('poet/held-out.txt', tokenizer);
  const seen = (await firstCouplets('corpora/tang-five.txt', tokenizer)).filter((couplet) => !unseen.includes(couplet));
  const prompts = seen.map(encode);
  const heldOut = unseen.slice(SPENT_PROMPTS, SPENT_PROMPTS + HELD_OUT_PROMPTS).map(encode);
  const text = (tokens: ArrayLike<number>) => tokenizer.decode(Array.from(tokens));
  const gold = ruleReward((prompt, completion) => scoreCouplet(text(prompt), text(completion)).reward);
  const write = { maxTokens: MAX_TOKENS, stopTokens: [...tokenizer.encode('\n')] };
  const all = await keptVotes(async () => {
    const comparisons = await drawComparisons(refModel, prompts.slice(0, COMPARISONS), { ...write, seed: SEED });
    return preferencesFromVotes(comparisons, await simulateVotes(gold, comparisons, { seed: SEED, noise: VOTE_NOISE }));
  });
  const [heldOutVotes, preferences] = [all.slice(0, HELD_OUT_VOTES), all.slice(HELD_OUT_VOTES)];
  const rewardModel = await rewardModelOf(createRewardModel(refModel), preferences, heldOutVotes);
  const { accuracy } = await scorePreferences(rewardModel, heldOutVotes);
  return {
    name: 'poems',
    refModel,
    tokenizer,
    gold,
    paid: rewardModel,
    rewardModel,
    preferences,
    prompts: prompts.slice(COMPARISONS),
    heldOut,
    ...write,
    notes: [
      `Poems: the true reward counts different images of a river at night (${[...NIGHT_RIVER].join('')}; at most ${MOST_IMAGES}), minus ${REPEAT_COST} per repeated character, minus ${BROKEN_FORM_COST} for a broken form.`,
      `A simulated voter (Bradley–Terry, noise ${VOTE_NOISE}) judged ${all.length} pairs by it; the reward model learnt ${preferences.length} of them and agrees with ${(100 * accuracy).toFixed(1)} % of the ${heldOutVotes.length} others. One reward model serves all seeds.`,
    ],
  };
}

/** The votes, made once and kept in `.runs/rlhf`. */
async function keptVotes(make: () => Promise<Preference[]>): Promise<readonly Preference[]> {
  const file = inPackage('.runs/rlhf/poems-votes.json');
  try {
    return JSON.parse(await readFile(file, 'utf8'));
  } catch {
    const plain = (await make()).map(({ prompt, chosen, rejected }) => ({
      prompt: Array.from(prompt),
      chosen: Array.from(chosen),
      rejected: Array.from(rejected),
    }));
    await mkdir(inPackage('.runs/rlhf'), { recursive: true });
    await writeFile(file, JSON.stringify(plain));
    return plain;
  }
}

async function firstCouplets(file: string, tokenizer: Tokenizer): Promise<string[]> {
  const known = new Set(Array.from({ length: tokenizer.vocabSize }, (_, id) => tokenizer.decode([id])));
  const stanzas = (await readFile(inPackage(file), 'utf8')).split('\n\n').map((stanza) => stanza.trim().split('\n'));
  return stanzas
    .flatMap(([first, second]) => (first && second ? [first] : []))
    .filter((couplet) => COUPLET.test(couplet) && [...couplet].every((character) => known.has(character)));
}

async function rewardModelOf(
  fresh: RewardModel,
  preferences: readonly Preference[],
  heldOut: readonly Preference[],
): Promise<RewardModel> {
  const directory = nodeDirectory(inPackage('.runs/rlhf/poems-reward'));
  if (await directory.read('model.safetensors')) {
    fresh.dispose();
    return loadRewardModel(directory);
  }
  const options = { seed: SEED, ...REWARD, heldOut, evalEvery: 40 };
  for await (const report of trainRewardModel(fresh, preferences, options)) {
    if (report.heldOut) console.log(`reward model step ${report.step} held-out accuracy ${report.heldOut.accuracy}`);
  }
  await saveRewardModel(fresh, directory);
  return fresh;
}
