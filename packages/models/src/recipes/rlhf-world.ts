/**
 * The closed world of the `rlhf` recipe: the pipeline's fine-tuned model answers, and a judge who knows the truth pays.
 * Wrong answers cost as much as right ones earn; "I don't know" costs nothing.
 */
import { loadModel } from '@glassbox/core';
import { drawComparisons, preferencesFromVotes, ruleReward, simulateVotes } from '@glassbox/core/align';
import { rewardQuestions } from '@glassbox/core/hallucination';
import { nodeDirectory } from '@glassbox/core/node';
import { END_OF_ANSWER, judge, promptText, type Verdict } from '@glassbox/core/world';
import { LANGUAGE, PIPELINE_SEED, tokenizer, world } from './pipeline-world.ts';
import type { RlhfTask } from './rlhf-task.ts';
import { inPackage } from './texts.ts';

const MAX_TOKENS = 12;
/** How often the training questions are answered twice and compared for the votes. */
const VOTE_ROUNDS = 3;
const HELD_OUT_QUESTIONS = 240;

/** What a verdict is worth. */
export const WORTH: Readonly<Record<Verdict, number>> = { right: 1, refused: 0, wrong: -1 };

/** Returns the task. Its model is the shipped `pipeline/sft`; questions of the held-out facts are asked in no training. */
export async function worldTask(): Promise<RlhfTask> {
  const { model: refModel } = await loadModel(nodeDirectory(inPackage('pipeline/sft')));
  const train = rewardQuestions(world, LANGUAGE, PIPELINE_SEED);
  const test = rewardQuestions(world, LANGUAGE, PIPELINE_SEED, 'test').slice(0, HELD_OUT_QUESTIONS);
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
  const comparisons = await drawComparisons(refModel, compared, { ...write, seed: PIPELINE_SEED });
  const votes = await simulateVotes(gold, comparisons, { seed: PIPELINE_SEED });
  const preferences = preferencesFromVotes(comparisons, votes);
  const share = (of: readonly { known: boolean }[]) =>
    `${((100 * of.filter(({ known }) => known).length) / of.length).toFixed(0)} %`;
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
      `World: the policy is the shipped \`pipeline/sft\`; the reward is the judge's verdict (right 1, refused 0, wrong −1). ` +
        `${prompts.length} questions train (${share(train)} of known facts), ${test.length} about other facts are held out (${share(test)}). ` +
        `DPO learnt from ${preferences.length} pairs of the policy's own answers that the judge told apart.`,
    ],
  };
}
