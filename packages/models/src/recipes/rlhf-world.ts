/**
 * The closed world of the `rlhf` recipe: a small model that was told facts and taught to answer, and a judge who knows
 * the truth. Wrong answers cost as much as right ones earn; "I don't know" costs nothing.
 */
import { charTokenizer, createGpt, type Gpt, loadModel, saveModel, type Tokenizer } from '@glassbox/core';
import { drawComparisons, preferencesFromVotes, ruleReward, simulateVotes } from '@glassbox/core/align';
import { learnExamples, lessonExample, rewardQuestions, sentenceExample } from '@glassbox/core/hallucination';
import { nodeDirectory } from '@glassbox/core/node';
import {
  alphabetText,
  createWorld,
  goodAnswer,
  judge,
  promptText,
  refusalQuestions,
  trainingQuestions,
  trainingStatements,
  type Verdict,
  type World,
} from '@glassbox/core/world';
import type { RlhfTask } from './rlhf-task.ts';
import { inPackage } from './texts.ts';

const SEED = 1;
const LANGUAGE = 'zh';
const SIZES = { people: 48, shops: 16, products: 12, namesakePairs: 6, strangers: 40 };
const MODEL = { nLayer: 3, nHead: 4, nEmbd: 96, blockSize: 40 };
const SFT = { steps: 700, batchSize: 48, learningRate: 2e-3, seed: SEED };
const MAX_TOKENS = 12;
/** How often the training questions are compared for the votes. */
const VOTE_ROUNDS = 4;

/** What a verdict is worth. */
export const WORTH: Readonly<Record<Verdict, number>> = { right: 1, refused: 0, wrong: -1 };

/** Returns the task; its model is trained once and kept in `.runs/rlhf/world-sft`. */
export async function worldTask(): Promise<
  RlhfTask & { verdictOf(prompt: ArrayLike<number>, answer: ArrayLike<number>): Verdict }
> {
  const world = createWorld({ seed: SEED, ...SIZES });
  const tokenizer = charTokenizer(alphabetText(world, LANGUAGE));
  const refModel = await answeringModel(world, tokenizer);
  const asked = ['train', 'test'] as const;
  const [train, test] = asked.map((split) => rewardQuestions(world, LANGUAGE, SEED, split));
  const encode = (text: string) => tokenizer.encode(promptText(text, LANGUAGE));
  const questionOf = new Map(
    [...(train ?? []), ...(test ?? [])].map((question) => [encode(question.text).join(), question]),
  );
  const verdictOf = (prompt: ArrayLike<number>, answer: ArrayLike<number>) => {
    const question = questionOf.get(Array.from(prompt).join());
    if (!question) throw new Error('recipe rlhf: a prompt of no question was judged.');
    return judge(question, tokenizer.decode(Array.from(answer)));
  };
  const gold = ruleReward((prompt, completion) => WORTH[verdictOf(prompt, completion)]);
  const prompts = (train ?? []).map(({ text }) => encode(text));
  const write = { maxTokens: MAX_TOKENS, stopTokens: [...tokenizer.encode('\n')] };
  const compared = Array.from({ length: VOTE_ROUNDS }, () => prompts).flat();
  const comparisons = await drawComparisons(refModel, compared, { ...write, seed: SEED });
  const preferences = preferencesFromVotes(comparisons, await simulateVotes(gold, comparisons, { seed: SEED }));
  return {
    name: 'world',
    refModel,
    tokenizer,
    gold,
    paid: gold,
    preferences,
    prompts,
    heldOut: (test ?? []).map(({ text }) => encode(text)),
    ...write,
    verdictOf,
    notes: [
      `World: ${world.facts.length} facts of ${SIZES.people} people and their shops, a quarter withheld; the reward is the judge's verdict (right 1, refused 0, wrong −1). ${prompts.length} questions train, ${(test ?? []).length} of other facts are held out; ${preferences.length} pairs of answers were voted on for DPO.`,
    ],
  };
}

/** A model that was told every known fact and taught to answer, and to refuse questions about nobody. */
async function answeringModel(world: World, tokenizer: Tokenizer): Promise<Gpt> {
  const directory = nodeDirectory(inPackage('.runs/rlhf/world-sft'));
  if (await directory.read('model.safetensors')) return (await loadModel(directory)).model;
  const model = createGpt({ ...MODEL, vocabSize: tokenizer.vocabSize }, { seed: SEED });
  const answered = trainingQuestions(world, LANGUAGE);
  const refused = refusalQuestions(world, LANGUAGE).filter(({ kind }) => kind !== 'single' && kind !== 'twoStep');
  const examples = [
    ...trainingStatements(world, LANGUAGE).map((sentence) => sentenceExample(tokenizer, sentence)),
    ...[...answered, ...answered, ...refused].map((question) =>
      lessonExample(tokenizer, { question, answer: goodAnswer(question) }),
    ),
  ];
  for await (const { step, loss } of learnExamples(model, examples, SFT)) {
    if (step % 100 === 0) console.log(`world SFT step ${step}/${SFT.steps} loss ${loss.toFixed(3)}`);
  }
  await saveModel(model, tokenizer, directory);
  return model;
}
