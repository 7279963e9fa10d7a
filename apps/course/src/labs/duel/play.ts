/** What the worker computes: a hidden word guessed by both twins, and the games of the duel round by round. */
import { type Bert, createBert, createRandom, type Gpt, type Tokenizer } from '@glassbox/core';
import { bertScore, END, gptScore, LEVELS, makeTasks, type Task, TEST_KINDS, TUNING } from '@glassbox/models/twins';
import type { BlankGuess, Candidate, DuelSetting, GameShown, Round } from './contract.ts';
import { COUNTS } from './plan.ts';

export interface Twins {
  bert: Bert;
  gpt: Gpt;
  tokenizer: Tokenizer;
}

/** Returns what BERT says between both sides of a word and what GPT says after its left side. */
export async function guessBlank(
  { bert, gpt, tokenizer }: Twins,
  { words, place, top }: { words: readonly string[]; place: number; top: number },
): Promise<BlankGuess> {
  const masked = words.map((word, index) => (index === place ? '[MASK]' : word)).join(' ');
  const around = tokenizer.encode(`[CLS] ${masked} . [SEP]`, { allowedSpecial: 'all' });
  const before = tokenizer.encode([END, ...words.slice(0, place)].join(' '));
  const [truth = 0] = tokenizer.encode(words[place] ?? END);
  const ofBert = await chances(bert.logitsAt(around, [1, around.length], place + 1));
  const ofGpt = await chances(gpt.logitsAt(before, [1, before.length], before.length - 1));
  return {
    bert: likeliest(ofBert, tokenizer, top),
    gpt: likeliest(ofGpt, tokenizer, top),
    truth: { bert: ofBert[truth] ?? 0, gpt: ofGpt[truth] ?? 0 },
  };
}

/** Yields round after round, few examples first; whoever takes the rounds may stop between two. */
export async function* playDuel(twins: Twins, setting: DuelSetting): AsyncGenerator<Round> {
  const { bert, gpt, tokenizer } = twins;
  const { kindsPerBox, seed, untrained } = setting;
  const tasks = tasksOf(setting);
  const blank = untrained ? createBert(bert.config, { seed }) : undefined;
  try {
    for (const count of COUNTS[kindsPerBox]) {
      for (const [game, task] of tasks.entries()) {
        const begin = performance.now();
        const gptShare = await gptScore(gpt, tokenizer, task, count);
        const between = performance.now();
        const bertShare = await bertScore(bert, tokenizer, task, { count, seed, tuning: TUNING });
        const end = performance.now();
        const third = blank && (await bertScore(blank, tokenizer, task, { count, seed, tuning: TUNING }));
        yield {
          game,
          count,
          gpt: gptShare,
          bert: bertShare,
          ...(third !== undefined && { untrained: third }),
          gptMs: between - begin,
          bertMs: end - between,
        };
        // A cancel is a message: it is heard between two tasks of the event loop.
        await new Promise((resolve) => setTimeout(resolve, 0));
      }
    }
  } finally {
    blank?.dispose();
  }
}

/** Returns the first game's examples, those in the wrong box marked, and its first question. */
export function firstGame(setting: DuelSetting): GameShown {
  const [right] = tasksOf({ ...setting, wrong: 0 });
  const [given] = tasksOf(setting);
  if (!right || !given) throw new Error('duel: a setting makes at least one game.');
  const most = COUNTS[setting.kindsPerBox].at(-1);
  return {
    examples: given.examples
      .slice(0, most)
      .map(({ thing, box }, index) => ({ thing, box, isWrong: box !== right.examples[index]?.box })),
    question: given.questions[0]?.thing ?? '',
  };
}

/** The games of a setting, in one language. */
function tasksOf({ locale, kindsPerBox, games, seed, wrong }: DuelSetting): Task[] {
  const level = LEVELS.find((one) => one.kindsPerBox === kindsPerBox) ?? LEVELS[0];
  const both = makeTasks(TEST_KINDS, level, games, seed);
  const random = createRandom(seed + 1);
  return both
    .filter((_, index) => index % 2 === (locale === 'en' ? 0 : 1))
    .map((task) => mislabelled(task, wrong, random));
}

/** Puts a share of the examples into the other box; the questions' answers stay right. */
function mislabelled(task: Task, share: number, random: { next(): number }): Task {
  const [first, second] = task.boxes;
  const examples = task.examples.map(({ thing, box }) => ({
    thing,
    box: random.next() < share ? (box === first ? second : first) : box,
  }));
  return { ...task, examples };
}

async function chances(logits: { data(): Promise<unknown>; dispose(): void }): Promise<Float32Array> {
  const values = (await logits.data()) as Float32Array;
  logits.dispose();
  const most = values.reduce((high, logit) => Math.max(high, logit), Number.NEGATIVE_INFINITY);
  const weights = values.map((logit) => Math.exp(logit - most));
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  return weights.map((weight) => weight / total);
}

function likeliest(probabilities: Float32Array, tokenizer: Tokenizer, top: number): Candidate[] {
  return Array.from(probabilities, (probability, id) => ({ id, probability }))
    .sort((a, b) => b.probability - a.probability)
    .slice(0, top)
    .map(({ id, probability }) => ({ text: tokenizer.decode([id]), probability }));
}
