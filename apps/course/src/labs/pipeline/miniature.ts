/**
 * The whole pipeline once more, small enough to watch: a little world, and one little model that reads its sentences,
 * is shown how to answer, is scored by a reward model, and is moved by PPO.
 */
import {
  batches,
  CHINESE_CHAT,
  charTokenizer,
  chatStopTokens,
  cloneGpt,
  createGpt,
  createRandom,
  ENGLISH_CHAT,
  exampleBatches,
  type Gpt,
  pretrain,
  type Tokenizer,
  type TrainReport,
} from '@glassbox/core';
import {
  createRewardModel,
  fixedKl,
  type Preference,
  ppo,
  type RewardModel,
  trainRewardModel,
} from '@glassbox/core/align';
import { type AnswerRecord, askModel, groupOf, lessonExample, rewardQuestions } from '@glassbox/core/hallucination';
import { trainBpe } from '@glassbox/core/tokenizer';
import {
  ASKING_BACK,
  alphabetText,
  answerText,
  createWorld,
  END_OF_ANSWER,
  goodAnswer,
  type Language,
  promptText,
  questions,
  REFUSALS,
  refusalQuestions,
  trainingQuestions,
  trainingStatements,
  type World,
  type WorldQuestion,
} from '@glassbox/core/world';
import { GROUPS, type GroupCounts, type MiniatureEvent, type MiniaturePlan, type MiniStage } from './contract.ts';
import { shuffledBy, writable } from './pick.ts';
import { countVerdicts } from './verdicts.ts';

/** A world of a few people; each has a home, a job and a pet. */
const WORLD = {
  people: 24,
  namesakePairs: 3,
  shops: 0,
  products: 1,
  strangers: 12,
  attributes: ['home', 'job', 'pet'] as const,
  trainFraction: 0.8,
};
const SHAPE = { nLayer: 2, nHead: 2, nEmbd: 64, blockSize: 48 };
/** English is cut into pieces of words, or its sentences would be four times as long. */
const ENGLISH_VOCABULARY = 512;
/** How often every sentence stands in the row that is read, each time in another order. */
const ROUNDS = 12;
const READING = { batchSize: 32, blockSize: 32, learningRate: 3e-3 };
const SHOWING = { batchSize: 32, learningRate: 1e-3 };
const SCORING = { batchSize: 16, learningRate: 1e-3 };
const MOVING = { promptsPerStep: 32, learningRate: 1e-4, klCoefficient: 0.2 };
const MAX_TOKENS: Readonly<Record<Language, number>> = { zh: 10, en: 14 };
const WRONGS_PER_QUESTION = 2;

interface Call {
  signal: AbortSignal;
  emit(event: MiniatureEvent): void;
}

/** Trains all four stages, telling every step. Resolves to whether it came to the end. Everything it makes it frees. */
export async function runMiniature(language: Language, plan: MiniaturePlan, { signal, emit }: Call): Promise<boolean> {
  const school = openSchool(language, plan);
  const made: { dispose(): void }[] = [];
  const keep = <Thing extends { dispose(): void }>(thing: Thing): Thing => {
    made.push(thing);
    return thing;
  };
  try {
    const pretrained = keep(createGpt({ ...SHAPE, vocabSize: school.tokenizer.vocabSize }, { seed: plan.seed }));
    emit({ kind: 'built', parameterCount: pretrained.parameterCount, facts: school.world.facts.length });
    await follow('pretrained', plan.steps.pretrained, read(school, pretrained, plan, signal), emit);
    if (signal.aborted) return false;
    emit({ kind: 'asked', stage: 'pretrained', ...(await exam(school, pretrained)) });

    const sft = keep(cloneGpt(pretrained));
    await follow('sft', plan.steps.sft, show(school, sft, plan, signal), emit);
    if (signal.aborted) return false;
    emit({ kind: 'asked', stage: 'sft', ...(await exam(school, sft)) });

    const reward = keep(createRewardModel(sft));
    await score(school, reward, plan, { signal, emit });
    if (signal.aborted) return false;

    const policy = keep(cloneGpt(sft));
    await move(school, { policy, refModel: sft, reward }, plan, { signal, emit });
    if (signal.aborted) return false;
    emit({ kind: 'asked', stage: 'ppo', ...(await exam(school, policy)) });
    return true;
  } finally {
    for (const thing of made) thing.dispose();
  }
}

interface School {
  world: World;
  language: Language;
  tokenizer: Tokenizer;
  seed: number;
  exam: readonly WorldQuestion[];
}

function openSchool(language: Language, { seed, perGroup }: MiniaturePlan): School {
  const world = createWorld({ ...WORLD, seed });
  const alphabet = alphabetText(world, language);
  const tokenizer = language === 'zh' ? charTokenizer(alphabet) : trainBpe(alphabet, { vocabSize: ENGLISH_VOCABULARY });
  return { world, language, tokenizer, seed, exam: examOf(world, language, perGroup) };
}

/** In wordings that no stage was shown; about facts that were told and about such as were not. */
function examOf(world: World, language: Language, perGroup: number): WorldQuestion[] {
  const all = questions(world, language).filter(({ heldOutPhrasing }) => heldOutPhrasing);
  return GROUPS.flatMap((group) => {
    const some = all.filter((question) => groupOf(question) === group);
    const every = Math.max(1, Math.floor(some.length / perGroup));
    return some.filter((_, i) => i % every === 0).slice(0, perGroup);
  });
}

async function exam(school: School, model: Gpt): Promise<{ counts: GroupCounts[]; answers: string[] }> {
  const { tokenizer, language, seed } = school;
  const options = { seed, maxTokens: MAX_TOKENS[language] };
  const records: AnswerRecord[] = [];
  for await (const record of askModel(model, tokenizer, school.exam, options)) records.push(record);
  const shown = GROUPS.map((group) => records.find(({ question }) => groupOf(question) === group));
  return {
    counts: countVerdicts(records),
    answers: shown.map((record) => `${record?.question.text ?? ''}\n${record?.text ?? ''}\n${record?.verdict ?? ''}`),
  };
}

/** Stage 1: sentences, nothing else. */
function read({ world, language, tokenizer }: School, model: Gpt, plan: MiniaturePlan, signal: AbortSignal) {
  const sentences = trainingStatements(world, language);
  const rounds = Array.from({ length: ROUNDS }, (_, i) => `${shuffledBy(sentences, plan.seed + i).join('\n')}\n`);
  const data = batches(tokenizer.encode(rounds.join('')), { ...READING, seed: plan.seed, validationFraction: 0.05 });
  return learn(model, data, { ...READING, steps: plan.steps.pretrained, seed: plan.seed, signal });
}

/** Stage 2: questions with the answers we would like to hear, among them that nobody can know an age. */
function show({ world, language, tokenizer }: School, model: Gpt, plan: MiniaturePlan, signal: AbortSignal) {
  const refused = refusalQuestions(world, language);
  const lessons = [
    ...trainingQuestions(world, language, ['single']),
    ...refused.filter(({ id }) => id.includes('.missing')),
    ...refused.filter(({ kind }) => kind === 'ambiguous'),
  ].map((question) => lessonExample(tokenizer, { question, answer: goodAnswer(question) }));
  const data = exampleBatches(lessons, lessons.slice(0, SHOWING.batchSize), {
    batchSize: SHOWING.batchSize,
    blockSize: SHAPE.blockSize,
    seed: plan.seed,
  });
  return learn(model, data, { ...SHOWING, steps: plan.steps.sft, seed: plan.seed, signal });
}

/** Stage 3: which of two answers is preferred. */
async function score(school: School, reward: RewardModel, plan: MiniaturePlan, { signal, emit }: Call): Promise<void> {
  const heldOut = preferencesOf(school, 'test');
  const steps = plan.steps.reward;
  const options = { ...SCORING, maxSteps: steps, seed: plan.seed, heldOut, evalEvery: steps, signal };
  for await (const report of trainRewardModel(reward, preferencesOf(school, 'train'), options)) {
    emit({ kind: 'step', stage: 'reward', step: report.step, steps, value: report.accuracy });
    if (report.heldOut) emit({ kind: 'heldOut', share: report.heldOut.accuracy, pairs: heldOut.length });
  }
}

/** Stage 4: more of what the reward model likes, on a leash. */
async function move(
  school: School,
  parts: { policy: Gpt; refModel: Gpt; reward: RewardModel },
  plan: MiniaturePlan,
  { signal, emit }: Call,
): Promise<void> {
  const { world, language, tokenizer } = school;
  const prompts = rewardQuestions(world, language, plan.seed).map((question) => promptOf(school, question));
  const steps = plan.steps.ppo;
  const { klCoefficient, ...settings } = MOVING;
  const options = {
    ...settings,
    maxSteps: steps,
    maxTokens: MAX_TOKENS[language],
    stopTokens: chatStopTokens(tokenizer, language === 'en' ? ENGLISH_CHAT : CHINESE_CHAT),
    kl: fixedKl(klCoefficient),
    seed: plan.seed,
    signal,
  };
  for await (const { step, reward, kl } of ppo({ ...parts, prompts }, options)) {
    emit({ kind: 'step', stage: 'ppo', step, steps, value: reward, kl });
  }
}

/** The truth before "I don't know", that before a wrong answer; asking back first where two people fit. */
function preferencesOf(school: School, split: 'train' | 'test'): Preference[] {
  const { world, language, tokenizer, seed } = school;
  const random = createRandom(seed + (split === 'train' ? 1 : 2));
  return rewardQuestions(world, language, seed, split).flatMap((question) => {
    const others = question.range.filter((value) => !question.answers.includes(value) && writable(tokenizer, value));
    const pool = others.length > 0 ? others : jobsOf(school);
    const truth = question.answers[0];
    const best =
      question.kind === 'ambiguous'
        ? [ASKING_BACK[language]]
        : question.known && truth !== undefined
          ? [answerText(truth, language)]
          : [];
    return Array.from({ length: WRONGS_PER_QUESTION }).flatMap(() => {
      const wrong = answerText(pool[Math.floor(random.next() * pool.length)] ?? '', language);
      return pairsOf([...best, REFUSALS[language], wrong]).map(([chosen, rejected]) => ({
        prompt: promptOf(school, question),
        chosen: tokenizer.encode(chosen + END_OF_ANSWER),
        rejected: tokenizer.encode(rejected + END_OF_ANSWER),
      }));
    });
  });
}

function jobsOf({ world, language, tokenizer }: School): string[] {
  const jobs = [...world.terms.values()].filter(({ kind }) => kind === 'job').map(({ name }) => name[language]);
  return jobs.filter((job) => writable(tokenizer, job));
}

function pairsOf(ranked: readonly string[]): [string, string][] {
  return ranked.flatMap((chosen, i) => ranked.slice(i + 1).map((rejected): [string, string] => [chosen, rejected]));
}

function promptOf({ tokenizer, language }: School, { text }: WorldQuestion): Int32Array {
  return tokenizer.encode(promptText(text, language));
}

function learn(
  model: Gpt,
  data: Parameters<typeof pretrain>[0]['data'],
  given: { steps: number; batchSize: number; learningRate: number; seed: number; signal: AbortSignal },
): AsyncGenerator<TrainReport, void> {
  const { steps, batchSize, learningRate, seed, signal } = given;
  const config = {
    batchSize,
    maxSteps: steps,
    learningRate,
    minLearningRate: learningRate / 10,
    warmupSteps: Math.ceil(steps / 20),
    beta2: 0.99,
    weightDecay: 0.05,
    gradClip: 1,
    evalEvery: steps,
  };
  return pretrain({ model, data, config, seed, signal });
}

async function follow(
  stage: MiniStage,
  steps: number,
  reports: AsyncIterable<TrainReport>,
  emit: Call['emit'],
): Promise<void> {
  for await (const { step, loss } of reports) emit({ kind: 'step', stage, step, steps, value: loss });
}
