/** The remedies that change the weights: more data, fine-tuning on refusals, PPO that punishes wrong answers. */

import { createRandom } from '@glassbox/kernels/random';
import { fixedKl } from '../align/kl.ts';
import { createPpo } from '../align/ppo.ts';
import { ruleReward } from '../align/reward.ts';
import { CHINESE_CHAT, chatStopTokens, ENGLISH_CHAT } from '../chat/chat-template.ts';
import { spread, type TokenExample } from '../data/examples.ts';
import { mixSeed } from '../foundations/random.ts';
import { cloneGpt, type Gpt } from '../model/gpt.ts';
import type { Tokenizer } from '../tokenizer/tokenizer.ts';
import { goodAnswer, promptText, REFUSALS } from '../world/answers.ts';
import { judge } from '../world/judge.ts';
import type { WorldQuestion } from '../world/questions.ts';
import type { Language } from '../world/relations.ts';
import { statements, trainingStatements } from '../world/statements.ts';
import { shuffled } from '../world/terms.ts';
import { refusalQuestions, trainingQuestions } from '../world/training-text.ts';
import type { Split, World } from '../world/world.ts';
import { askModel } from './ask.ts';
import { sentenceExample } from './forgetting.ts';
import { learnExamples, lessonExample } from './learn-examples.ts';
import { groupOf } from './rates.ts';
import { type Lesson, questionKey, type Remedies, verdictReward } from './remedies.ts';

/** Who is trained on what. */
export interface School {
  /** Moved in place. */
  readonly model: Gpt;
  readonly tokenizer: Tokenizer;
  readonly world: World;
  readonly language: Language;
  readonly seed: number;
  /** The most tokens per answer, in exams and while PPO explores. */
  readonly maxTokens: number;
  readonly signal?: AbortSignal;
}

/** One step of a remedy's training. */
export interface TrainingProgress {
  readonly step: number;
  readonly steps: number;
  /** Mean nats per counted token, or of PPO the mean reward. */
  readonly score: number;
  /** Tokens read and written in this step. */
  readonly tokens: number;
}

const DEFAULTS = { steps: 150, batchSize: 32, learningRate: 3e-4 } as const;
const PPO_DEFAULTS = { steps: 60, batchSize: 64, learningRate: 1e-4 } as const;

/** Tells a share of the withheld facts, mixed with as many sentences already known, so that these are not lost. */
export async function* learnMoreData(
  school: School,
  { share = 0.5, ...given }: NonNullable<Remedies['moreData']>,
): AsyncGenerator<TrainingProgress, void> {
  const { tokenizer, world, language } = school;
  const told = toldFacts(world, share);
  const fresh = told.flatMap((fact) => statements(world, fact, language));
  const old = spread(trainingStatements(world, language), fresh.length);
  yield* learn(
    school,
    [...fresh, ...old].map((sentence) => sentenceExample(tokenizer, sentence)),
    given,
  );
}

/** The withheld facts that `moreData` tells: spread evenly over all. */
export function toldFacts(world: World, share: number) {
  const withheld = world.facts.filter((fact) => fact.withheld);
  return spread(withheld, Math.round(share * withheld.length));
}

/** Fine-tunes on refusals, mixed with as many questions that the model is to go on answering, and with sentences. */
export async function* learnRefusals(
  school: School,
  { select = 'unsure', ...given }: NonNullable<Remedies['refusalSft']>,
): AsyncGenerator<TrainingProgress, void> {
  const { tokenizer, world, language } = school;
  const lessons = select === 'all' ? naiveLessons(school) : await unsureLessons(school);
  if (school.signal?.aborted) return;
  const sentences = spread(trainingStatements(world, language), lessons.length);
  const examples = [
    ...lessons.map((lesson) => lessonExample(tokenizer, lesson)),
    ...sentences.map((sentence) => sentenceExample(tokenizer, sentence)),
  ];
  yield* learn(school, examples, given);
}

/** Every question of split `train` without a known answer is refused, as many known ones are answered. */
function naiveLessons({ world, language }: School): Lesson[] {
  const refused = refusalQuestions(world, language);
  const answered = spread(trainingQuestions(world, language), refused.length);
  return [...refused, ...answered].map((question) => ({ question, answer: goodAnswer(question) }));
}

/**
 * The model takes an exam first; what it gets wrong, it learns to refuse, what it gets right, to say again. Ambiguous
 * questions keep their own good answer. Both halves are made equally large.
 */
async function unsureLessons(school: School): Promise<Lesson[]> {
  const { model, tokenizer, world, language, seed, maxTokens, signal } = school;
  const exam = [...trainingQuestions(world, language), ...refusalQuestions(world, language)];
  const unsure: Lesson[] = [];
  const sure: Lesson[] = [];
  for await (const { question, verdict } of askModel(model, tokenizer, exam, {
    seed,
    maxTokens,
    ...(signal && { signal }),
  })) {
    if (question.kind === 'ambiguous') unsure.push({ question, answer: goodAnswer(question) });
    else if (verdict === 'right' && question.known) sure.push({ question, answer: goodAnswer(question) });
    else unsure.push({ question, answer: REFUSALS[language] });
  }
  return [...unsure, ...spread(sure, unsure.length)];
}

async function* learn(
  { model, seed, signal }: School,
  examples: readonly TokenExample[],
  given: { steps?: number; batchSize?: number; learningRate?: number },
): AsyncGenerator<TrainingProgress, void> {
  const settings = { ...DEFAULTS, ...given };
  let tokensBefore = 0;
  for await (const report of learnExamples(model, examples, { ...settings, seed, ...(signal && { signal }) })) {
    yield { step: report.step, steps: settings.steps, score: report.loss, tokens: report.tokensSeen - tokensBefore };
    tokensBefore = report.tokensSeen;
  }
}

/** PPO on the questions of split `train`, one part known, one part not, with the truth as the judge. */
export async function* learnFromReward(
  { model, tokenizer, world, language, seed, maxTokens, signal }: School,
  { wrongPenalty = 2, klCoefficient = 0.02, ...given }: NonNullable<Remedies['ppo']>,
): AsyncGenerator<TrainingProgress, void> {
  const { steps, batchSize, learningRate } = { ...PPO_DEFAULTS, ...given };
  const asked = rewardQuestions(world, language, seed);
  const prompts = asked.map(({ text }) => tokenizer.encode(promptText(text, language)));
  const questionOf = new Map(prompts.map((prompt, i) => [questionKey(prompt), asked[i]]));
  const reward = ruleReward((prompt, completion) => {
    const question = questionOf.get(questionKey(prompt));
    return question ? verdictReward(judge(question, tokenizer.decode(Array.from(completion))), wrongPenalty) : 0;
  });
  const refModel = cloneGpt(model);
  const run = createPpo(
    { policy: model, refModel, reward, prompts },
    {
      seed,
      maxSteps: steps,
      promptsPerStep: batchSize,
      maxTokens,
      stopTokens: chatStopTokens(tokenizer, language === 'en' ? ENGLISH_CHAT : CHINESE_CHAT),
      learningRate,
      kl: fixedKl(klCoefficient),
    },
  );
  try {
    for await (const report of run.run({ ...(signal && { signal }) })) {
      yield { step: report.step, steps, score: report.reward, tokens: batchSize * maxTokens };
    }
  } finally {
    run.dispose();
    refModel.dispose();
  }
}

/** As many known as withheld questions, half as many that nothing answers, and the ambiguous ones; of one split, shuffled. */
export function rewardQuestions(
  world: World,
  language: Language,
  seed: number,
  split: Split = 'train',
): WorldQuestion[] {
  const refusals = refusalQuestions(world, language, split);
  const withheld = refusals.filter((question) => groupOf(question) === 'withheld');
  const chosen = [
    ...spread(trainingQuestions(world, language, ['single'], split), withheld.length),
    ...withheld,
    ...spread(
      refusals.filter(({ kind }) => kind === 'unanswerable'),
      Math.ceil(withheld.length / 2),
    ),
    ...refusals.filter(({ kind }) => kind === 'ambiguous'),
  ];
  return shuffled(chosen, createRandom(mixSeed(seed, 5)));
}
