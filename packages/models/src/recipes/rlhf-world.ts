/**
 * The closed world of the `rlhf` recipe: a small model that was told facts and taught to answer, and a judge who knows
 * the truth. Wrong answers cost as much as right ones earn; "I don't know" costs nothing. The world holds people only and
 * is smaller than the pipeline's, so that three methods over three seeds take minutes.
 */
import {
  batches,
  charTokenizer,
  createGpt,
  createRandom,
  type Gpt,
  loadModel,
  pretrain,
  type Random,
  saveModel,
  type Tokenizer,
} from '@glassbox/core';
import { drawComparisons, preferencesFromVotes, ruleReward, simulateVotes } from '@glassbox/core/align';
import { rewardQuestions } from '@glassbox/core/hallucination';
import { nodeDirectory } from '@glassbox/core/node';
import {
  alphabetText,
  createWorld,
  END_OF_ANSWER,
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
const SIZES = { people: 100, shops: 0, products: 1, namesakePairs: 4, strangers: 40, trainFraction: 0.6 };
const MODEL = { nLayer: 3, nHead: 4, nEmbd: 96, blockSize: 48 };
const SFT = {
  batchSize: 32,
  maxSteps: 1200,
  learningRate: 2e-3,
  minLearningRate: 2e-4,
  warmupSteps: 60,
  beta2: 0.99,
  weightDecay: 0.01,
  gradClip: 1,
  evalEvery: 1200,
};
/** How often every page stands in the text that the model learns from, each time in another order. */
const ROUNDS = 20;
const MAX_TOKENS = 12;
/** How often the training questions are answered twice and compared for the votes. */
const VOTE_ROUNDS = 6;

/** What a verdict is worth. */
export const WORTH: Readonly<Record<Verdict, number>> = { right: 1, refused: 0, wrong: -1 };

/** Returns the task; its model is trained once and kept in `.runs/rlhf/world-sft`. */
export async function worldTask(): Promise<RlhfTask> {
  const world = createWorld({ seed: SEED, ...SIZES });
  const tokenizer = charTokenizer(alphabetText(world, LANGUAGE));
  const refModel = await answeringModel(world, tokenizer);
  const train = rewardQuestions(world, LANGUAGE, SEED);
  const test = rewardQuestions(world, LANGUAGE, SEED, 'test');
  const encode = (text: string) => tokenizer.encode(promptText(text, LANGUAGE));
  const questionOf = new Map([...train, ...test].map((question) => [encode(question.text).join(), question]));
  const gold = ruleReward((prompt, completion) => {
    const question = questionOf.get(Array.from(prompt).join());
    if (!question) throw new Error('recipe rlhf: a prompt of no question was judged.');
    return WORTH[judge(question, tokenizer.decode(Array.from(completion)))];
  });
  const prompts = train.map(({ text }) => encode(text));
  const write = { maxTokens: MAX_TOKENS, stopTokens: [...tokenizer.encode(END_OF_ANSWER)] };
  const compared = Array.from({ length: VOTE_ROUNDS }, () => prompts).flat();
  const comparisons = await drawComparisons(refModel, compared, { ...write, seed: SEED });
  const preferences = preferencesFromVotes(comparisons, await simulateVotes(gold, comparisons, { seed: SEED }));
  const known = (of: readonly { known: boolean }[]) => of.filter((question) => question.known).length;
  return {
    name: 'world',
    refModel,
    tokenizer,
    gold,
    paid: gold,
    preferences,
    prompts,
    heldOut: test.map(({ text }) => encode(text)),
    ...write,
    notes: [
      `World: ${world.facts.length} facts of ${SIZES.people} people and the places they live in, a quarter withheld; the policy is a GPT of ${refModel.parameterCount.toLocaleString('en')} parameters that was told the others and shown the questions of every second fact with its answer or "I don't know". ` +
        `The reward is the judge's verdict (right 1, refused 0, wrong −1). ${prompts.length} questions train (${known(train)} of known facts), ${test.length} about other facts are held out (${known(test)}). ` +
        `DPO learnt from ${preferences.length} pairs of the policy's own answers that the judge told apart.`,
    ],
  };
}

/** A model that was told every known fact, and taught to answer or refuse every other question of split `train`. */
async function answeringModel(world: World, tokenizer: Tokenizer): Promise<Gpt> {
  const directory = nodeDirectory(inPackage('.runs/rlhf/world-sft'));
  if (await directory.read('model.safetensors')) return (await loadModel(directory)).model;
  const model = createGpt({ ...MODEL, vocabSize: tokenizer.vocabSize }, { seed: SEED });
  const { batchSize, maxSteps } = SFT;
  const text = tokenizer.encode(pagesOf(world));
  const data = batches(text, { batchSize, blockSize: MODEL.blockSize, seed: SEED, validationFraction: 0.01 });
  for await (const { step, loss, tokensPerSecond } of pretrain({ model, data, config: SFT, seed: SEED })) {
    if (step % 200 !== 0) continue;
    console.log(`world SFT step ${step}/${maxSteps} loss ${loss.toFixed(3)} ${Math.round(tokensPerSecond)} tokens/s`);
  }
  await saveModel(model, tokenizer, directory);
  return model;
}

/** Sentences and questions with their answers, one per line: what was only told could not be asked for. */
function pagesOf(world: World): string {
  const taught = new Set(world.facts.filter((_, index) => index % 2 === 0).map(({ id }) => id));
  const asked = [...trainingQuestions(world, LANGUAGE), ...refusalQuestions(world, LANGUAGE)];
  const pages = [
    ...trainingStatements(world, LANGUAGE),
    ...asked
      .filter(({ facts }, index) => (facts.length > 0 ? facts.every((id) => taught.has(id)) : index % 2 === 0))
      .map((question) => `${promptText(question.text, LANGUAGE)}${goodAnswer(question)}`),
  ];
  const rounds = Array.from({ length: ROUNDS }, (_, round) =>
    shuffled(pages, createRandom(SEED + round)).join(END_OF_ANSWER),
  );
  return rounds.join(END_OF_ANSWER);
}

function shuffled(pages: readonly string[], random: Random): string[] {
  return pages
    .map((page) => ({ page, key: random.next() }))
    .sort((a, b) => a.key - b.key)
    .map(({ page }) => page);
}
