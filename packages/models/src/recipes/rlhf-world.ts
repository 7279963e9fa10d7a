/**
 * The closed world of the `rlhf` recipe: the pipeline's fine-tuned model answers, and a judge who knows the truth pays.
 * Wrong answers cost twice as much as right ones earn; "I don't know" costs nothing.
 */
import { loadModel } from '@glassbox/core';
import { ruleReward } from '@glassbox/core/align';
import { rewardQuestions } from '@glassbox/core/hallucination';
import { nodeDirectory } from '@glassbox/core/node';
import { END_OF_ANSWER, judge, promptText, type Verdict } from '@glassbox/core/world';
import { preferencesOf } from './pipeline-stages.ts';
import { LANGUAGE, PIPELINE_SEED, tokenizer, world } from './pipeline-world.ts';
import type { RlhfTask } from './rlhf-task.ts';
import { inPackage } from './texts.ts';

const MAX_TOKENS = 12;
/** Each held-out question is answered so many times: there are few of them. */
const HELD_OUT_ROUNDS = 4;

/** What a verdict is worth. */
export const WORTH: Readonly<Record<Verdict, number>> = { right: 1, refused: 0, wrong: -2 };

/** Returns the task. Its model is the shipped `pipeline/sft`; questions of the held-out facts are asked in no training. */
export async function worldTask(): Promise<RlhfTask> {
  const { model: refModel } = await loadModel(nodeDirectory(inPackage('pipeline/sft')));
  const train = rewardQuestions(world, LANGUAGE, PIPELINE_SEED);
  const test = rewardQuestions(world, LANGUAGE, PIPELINE_SEED, 'test');
  const encode = (text: string) => tokenizer.encode(promptText(text, LANGUAGE));
  const questionOf = new Map([...train, ...test].map((question) => [encode(question.text).join(), question]));
  const gold = ruleReward((prompt, completion) => {
    const question = questionOf.get(Array.from(prompt).join());
    if (!question) throw new Error('recipe rlhf: a prompt of no question was judged.');
    return WORTH[judge(question, tokenizer.decode(Array.from(completion)))];
  });
  const prompts = train.map(({ text }) => encode(text));
  const write = { maxTokens: MAX_TOKENS, stopTokens: [...tokenizer.encode(END_OF_ANSWER)] };
  const preferences = preferencesOf('train');
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
    heldOut: Array.from({ length: HELD_OUT_ROUNDS }, () => test.map(({ text }) => encode(text))).flat(),
    ...write,
    notes: [
      `World: the policy is the shipped \`pipeline/sft\`; the reward is the judge's verdict (right 1, refused 0, wrong −2). ` +
        `${prompts.length} questions train (${share(train)} of known facts), ${test.length} about other facts are held out (${share(test)}). ` +
        `Each held-out question is answered ${HELD_OUT_ROUNDS} times. DPO learns from ${preferences.length} pairs of an annotator who prefers the truth to "I don't know", and that to a wrong answer.`,
      'No setting was chosen on this world or by these questions. On world 1 the settings were tried in this order, each time with the same held-out questions: wrong −1 at the former defaults (learning rate 2e-4, 32 questions per step), where all five runs fell; ' +
        'wrong −2 at those defaults, where PPO rose in 3 of 3 runs, DPO in 1, GRPO in 0; the same for 200 steps; then gently and on many questions at once, where all nine rose. The gentle settings then became the defaults.',
    ],
  };
}
