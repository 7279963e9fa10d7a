/**
 * The duel: sort things of kinds that were never sorted in training into two boxes. GPT reads k sorted examples in its
 * prompt and is asked for the next; BERT is fine-tuned on N sorted examples, which are its labels. Both get the same
 * examples and the same questions.
 */
import {
  type Bert,
  type BertClassifier,
  createRandom,
  fineTune,
  type Gpt,
  labelledBatches,
  type Random,
  type Tokenizer,
  withClassifier,
} from '@glassbox/core';
import { BOXES, END, listText, type Sorted, shuffled, sortedThings } from './twins-corpus.ts';
import type { Kind, Language } from './twins-things.ts';

/** One game: examples to learn from, in the order in which they are given out, and questions that are none of them. */
export interface Task {
  readonly boxes: readonly [string, string];
  readonly examples: readonly Sorted[];
  readonly questions: readonly Sorted[];
}

/** How hard a game is: more kinds in a box need more examples. */
export interface Level {
  readonly kindsPerBox: number;
  readonly questions: number;
  /** How many examples are given: in the prompt, and as labels. */
  readonly counts: readonly number[];
}

/** GPT's context of 64 tokens holds 30 examples with their boxes and a question; labels have no such limit. */
export const LEVELS: readonly [easy: Level, hard: Level] = [
  { kindsPerBox: 1, questions: 8, counts: [2, 4, 8, 12] },
  { kindsPerBox: 3, questions: 20, counts: [2, 4, 8, 16, 30, 40] },
];

export interface TuningOptions {
  readonly learningRate: number;
  readonly maxSteps: number;
  readonly batchSize: number;
}

/** The learning rate is one of several that the recipe tries, on kinds that are sorted in training. */
export const TUNING: TuningOptions = { learningRate: 3e-4, maxSteps: 60, batchSize: 16 };

/** Returns `count` seeded games of each language. */
export function makeTasks(kinds: readonly Kind[], level: Level, count: number, seed: number): Task[] {
  const random = createRandom(seed);
  const both = () => (['en', 'zh'] as const).map((language) => makeTask(kinds, level, language, random));
  return Array.from({ length: count }, both).flat();
}

function makeTask(kinds: readonly Kind[], level: Level, language: Language, random: Random): Task {
  const { kindsPerBox, questions } = level;
  const drawn = shuffled(kinds, random);
  const [first = '', second = ''] = shuffled(BOXES, random);
  const split = [drawn.slice(0, kindsPerBox), drawn.slice(kindsPerBox, 2 * kindsPerBox)] as const;
  const sorted = sortedThings(split, [first, second], language, random);
  return { boxes: [first, second], examples: sorted.slice(questions), questions: sorted.slice(0, questions) };
}

/** Returns GPT's share of right answers after `count` examples in the prompt, in [0, 1]. */
export async function gptScore(model: Gpt, tokenizer: Tokenizer, task: Task, count: number): Promise<number> {
  const start = `${END} ${listText(task.examples.slice(0, count))}`;
  const rows = task.questions.map(({ thing }) => tokenizer.encode(`${start} ${thing}`));
  const T = rows[0]?.length ?? 0; // a thing is one token, so that all prompts are equally long
  const logits = model.logitsAt(Int32Array.from(rows.flatMap((row) => [...row])), [rows.length, T], T - 1);
  return shareRight(task, tokenizer, await read(logits), tokenizer.vocabSize);
}

/** Returns BERT's share after the same prompts with [MASK] for the box, no fine-tuning: for comparison. */
export async function bertPromptScore(model: Bert, tokenizer: Tokenizer, task: Task, count: number): Promise<number> {
  const start = `[CLS] ${END} ${listText(task.examples.slice(0, count))}`;
  const rows = task.questions.map(({ thing }) =>
    tokenizer.encode(`${start} ${thing} [MASK] [SEP]`, { allowedSpecial: 'all' }),
  );
  const T = rows[0]?.length ?? 0;
  const logits = model.logitsAt(Int32Array.from(rows.flatMap((row) => [...row])), [rows.length, T], T - 2);
  return shareRight(task, tokenizer, await read(logits), tokenizer.vocabSize);
}

/** Returns BERT's share after fine-tuning on `count` examples; `model` itself is left as it is. */
export async function bertScore(
  model: Bert,
  tokenizer: Tokenizer,
  task: Task,
  { count, seed, tuning }: { count: number; seed: number; tuning: TuningOptions },
): Promise<number> {
  const rowOf = ({ thing }: Sorted) => tokenizer.encode(`[CLS] ${thing} [SEP]`, { allowedSpecial: 'all' });
  const labelled = task.examples
    .slice(0, count)
    .map((example) => ({ tokenIds: rowOf(example), label: task.boxes.indexOf(example.box) }));
  const { maxSteps, learningRate } = tuning;
  const batchSize = Math.min(tuning.batchSize, count);
  const data = labelledBatches(labelled, labelled, { batchSize, blockSize: model.config.blockSize, seed });
  const classifier = withClassifier(model, { labels: [...task.boxes], seed });
  const config = { learningRate, evalEvery: maxSteps, evalBatches: 1 };
  const trainer = fineTune<BertClassifier>({ model: classifier, data, maxSteps, seed, config });
  for await (const _ of trainer.run());
  const rows = task.questions.map(rowOf);
  const logits = await read(classifier.forward(Int32Array.from(rows.flatMap((row) => [...row])), [rows.length, 3]));
  trainer.dispose();
  const right = task.questions.filter(({ box }, row) => {
    const guess = (logits[2 * row] ?? 0) >= (logits[2 * row + 1] ?? 0) ? 0 : 1;
    return task.boxes[guess] === box;
  });
  return right.length / task.questions.length;
}

/** Of two boxes' scores in each row of logits [questions, V]. */
function shareRight({ boxes, questions }: Task, tokenizer: Tokenizer, logits: Float32Array, vocabSize: number): number {
  const [first = 0, second = 0] = tokenizer.encode(boxes.join(' '));
  const right = questions.filter(({ box }, row) => {
    const at = (id: number) => logits[row * vocabSize + id] ?? Number.NaN;
    return boxes[at(first) >= at(second) ? 0 : 1] === box;
  });
  return right.length / questions.length;
}

async function read(logits: { data(): Promise<unknown>; dispose(): void }): Promise<Float32Array> {
  try {
    return (await logits.data()) as Float32Array;
  } finally {
    logits.dispose();
  }
}
