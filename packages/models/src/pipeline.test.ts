/** The four shipped stages of the pipeline do what their card says, on a small sample of questions never asked in training. */
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { type Gpt, loadModel, selectBackend } from '@glassbox/core';
import { loadRewardModel } from '@glassbox/core/align';
import {
  type AnswerRecord,
  askModel,
  experimentQuestions,
  groupOf,
  type QuestionGroup,
  scoreOldTask,
} from '@glassbox/core/hallucination';
import { nodeDirectory } from '@glassbox/core/node';
import { judge, trainingStatements } from '@glassbox/core/world';
import { beforeAll, describe, expect, it } from 'vitest';
import { worldKnowledgeBase } from './recipes/pipeline-knowledge-base.ts';
import { preferencesOf } from './recipes/pipeline-stages.ts';
import { BLOCK_SIZE, LANGUAGE, tokenizer, world } from './recipes/pipeline-world.ts';

const folder = (stage: string) => fileURLToPath(new URL(`../pipeline/${stage}`, import.meta.url));
const asked = experimentQuestions(world, LANGUAGE, { perGroup: 30, groups: ['known', 'withheld', 'unanswerable'] });

beforeAll(async () => {
  await selectBackend();
});

async function withStage<Result>(stage: string, task: (model: Gpt) => Promise<Result>): Promise<Result> {
  const { model } = await loadModel(nodeDirectory(folder(stage)));
  try {
    return await task(model);
  } finally {
    model.dispose();
  }
}

async function answersOf(model: Gpt): Promise<AnswerRecord[]> {
  const answers: AnswerRecord[] = [];
  for await (const answer of askModel(model, tokenizer, asked, { seed: 1, maxTokens: 16 })) answers.push(answer);
  return answers;
}

function share(answers: readonly AnswerRecord[], group: QuestionGroup, verdict: string): number {
  const of = answers.filter(({ question }) => groupOf(question) === group);
  return of.filter((answer) => answer.verdict === verdict).length / of.length;
}

describe('the shipped pipeline', () => {
  it('is four files of at most 4 MB, and its tokenizers are those of the world', async () => {
    for (const stage of ['pretrained', 'sft', 'reward', 'ppo']) {
      expect((await readFile(`${folder(stage)}/model.safetensors`)).length).toBeLessThan(4e6);
    }
    for (const stage of ['pretrained', 'sft', 'ppo']) {
      expect(JSON.parse(await readFile(`${folder(stage)}/tokenizer.json`, 'utf8'))).toEqual(tokenizer.toJson());
    }
  });

  it('knows its sentences after pre-training, and still after fine-tuning and PPO', async () => {
    const sentences = trainingStatements(world, LANGUAGE).slice(0, 300);
    for (const stage of ['pretrained', 'sft', 'ppo']) {
      const { perplexity } = await withStage(stage, (model) => scoreOldTask(model, tokenizer, sentences, BLOCK_SIZE));
      expect(perplexity).toBeLessThan(4);
    }
  });

  it('answers known facts after fine-tuning, and invents withheld ones', async () => {
    const answers = await withStage('sft', answersOf);
    expect(share(answers, 'known', 'right')).toBeGreaterThanOrEqual(0.9);
    expect(share(answers, 'withheld', 'wrong')).toBeGreaterThan(0.3);
  });

  it('invents half as much after PPO, and still answers most known facts', async () => {
    const [before, after] = [await withStage('sft', answersOf), await withStage('ppo', answersOf)];
    expect(share(after, 'withheld', 'wrong')).toBeLessThan(0.7 * share(before, 'withheld', 'wrong'));
    expect(share(after, 'known', 'right')).toBeGreaterThan(0.5);
  });

  it('ranks the truth before "I don’t know" before a wrong answer, more often than not, about facts it was not asked for', async () => {
    const model = await loadRewardModel(nodeDirectory(folder('reward')));
    const pairs = preferencesOf('test').filter((_, index) => index % 10 === 0);
    const prompts = pairs.map(({ prompt }) => prompt);
    const chosen = await model.score(
      prompts,
      pairs.map((pair) => pair.chosen),
    );
    const rejected = await model.score(
      prompts,
      pairs.map((pair) => pair.rejected),
    );
    model.dispose();
    const agreeing = [...chosen].filter((score, i) => score > (rejected[i] ?? Number.NaN)).length;
    expect(agreeing / pairs.length).toBeGreaterThan(0.6);
  });

  it('leaves withheld facts to a knowledge base, which finds most and invents next to none', async () => {
    const kb = await worldKnowledgeBase();
    const verdicts: string[] = [];
    for (const question of asked.filter((one) => groupOf(one) === 'withheld')) {
      const { refused, text } = await kb.answer(question.text);
      verdicts.push(refused ? 'refused' : judge(question, text));
    }
    const shareOf = (verdict: string) => verdicts.filter((one) => one === verdict).length / verdicts.length;
    expect(shareOf('right')).toBeGreaterThan(0.6);
    expect(shareOf('wrong')).toBeLessThan(0.1);
    expect(await kb.answer('谁？')).toMatchObject({ refused: true, text: '知识库里没有找到答案。' });
  });
});
