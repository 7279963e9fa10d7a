/**
 * The mitigation bench: the same questions to a model before and after some remedies, and one table of what they
 * bought and what they cost. Each remedy is a switch; several may be on at once and take effect in a fixed order.
 */
import { spread } from '../data/examples.ts';
import { checkWhole } from '../foundations/check-whole.ts';
import { ConfigError } from '../foundations/errors.ts';
import { mixSeed } from '../foundations/random.ts';
import { cloneGpt, type Gpt } from '../model/gpt.ts';
import type { Tokenizer } from '../tokenizer/tokenizer.ts';
import { CAUTION, noteOfPassages, REFUSALS } from '../world/answers.ts';
import { judge } from '../world/judge.ts';
import { questions, type WorldQuestion } from '../world/questions.ts';
import type { Language } from '../world/relations.ts';
import { trainingStatements } from '../world/statements.ts';
import type { Split, World } from '../world/world.ts';
import { type AnswerRecord, type AskOptions, askModel } from './ask.ts';
import { type Calibration, calibrate } from './calibration.ts';
import { compareOldTask, type Forgetting, type OldTaskScore, scoreOldTask } from './forgetting.ts';
import { type GroupRates, groupOf, QUESTION_GROUPS, type QuestionGroup, ratesByGroup } from './rates.ts';
import { type DocumentAnswers, REMEDY_NAMES, type Remedies, type RemedyName } from './remedies.ts';
import { chooseThreshold, verdictAt } from './threshold.ts';
import { learnFromReward, learnMoreData, learnRefusals, type School, type TrainingProgress } from './train-remedies.ts';

export interface ExperimentOptions {
  /** Stays as it is and the caller's to dispose: remedies that train work on a copy. */
  readonly model: Gpt;
  readonly tokenizer: Tokenizer;
  readonly world: World;
  /** Default `zh`. */
  readonly language?: Language;
  /** What is switched on; default: nothing, which measures the model as it is. */
  readonly remedies?: Remedies;
  /** At most so many questions per group, spread evenly over split `test`. Default 60. */
  readonly questionsPerGroup?: number;
  readonly seed: number;
  /** Ends the experiment soon, without a result and without throwing. */
  readonly signal?: AbortSignal;
}

export interface Cost {
  /** Means per question. */
  readonly promptTokens: number;
  readonly writtenTokens: number;
  readonly answerMs: number;
  /** Once, before the first question. */
  readonly trainingTokens: number;
  readonly trainingMs: number;
}

export interface ExperimentRow {
  readonly remedies: readonly RemedyName[];
  readonly groups: readonly GroupRates[];
  /** Of confidence against right answers, over known and withheld questions that were answered. */
  readonly calibration: Calibration;
  readonly cost: Cost;
  /** Of the sentences of pre-training, against the model as it was. */
  readonly forgetting: Forgetting;
  /** Where `confidenceThreshold` is on: what it came to. */
  readonly threshold?: number;
  readonly answers: readonly AnswerRecord[];
}

export type ExperimentReport =
  | {
      readonly kind: 'asking';
      readonly of: 'baseline' | 'remedied' | 'calibration';
      readonly done: number;
      readonly total: number;
    }
  | ({ readonly kind: 'training'; readonly remedy: RemedyName } & TrainingProgress)
  | { readonly kind: 'result'; readonly baseline: ExperimentRow; readonly remedied: ExperimentRow };

/** Sentences that the old task is scored on. */
const OLD_SENTENCES = 200;

/**
 * Yields progress, and at the end one report of kind `result` with the table: right, wrong and refused per group, cost,
 * calibration and forgetting, before and after.
 *
 * @throws ConfigError if an option is out of range; TokenizerError if the tokenizer lacks a character of the world
 * @example
 * for await (const report of runHallucinationExperiment({ model, tokenizer, world, remedies: { refusalSft: {} }, seed: 1 }))
 *   if (report.kind === 'result') show(report.remedied.groups);
 */
export async function* runHallucinationExperiment(options: ExperimentOptions): AsyncGenerator<ExperimentReport, void> {
  const bench = benchOf(options);
  const { remedies, signal } = bench;
  const oldTask = (model: Gpt) => scoreOldTask(model, bench.tokenizer, bench.oldSentences, model.config.blockSize);
  const before = await oldTask(bench.model);
  const baseline = yield* measure(bench, { model: bench.model, of: 'baseline', remedies: {} });
  if (!baseline) return;
  const student = cloneGpt(bench.model);
  try {
    const training = yield* applyTraining({ ...bench, model: student }, remedies);
    const threshold = remedies.confidenceThreshold ? yield* calibrateThreshold(bench, student) : undefined;
    if (signal?.aborted) return;
    const after = training.trainingTokens > 0 ? await oldTask(student) : before;
    const remedied = yield* measure(bench, { model: student, of: 'remedied', remedies, threshold });
    if (!remedied) return;
    const untrained = { trainingTokens: 0, trainingMs: 0 };
    yield {
      kind: 'result',
      baseline: rowOf({ measured: baseline, remedies: {}, training: untrained, before, after: before }),
      remedied: rowOf({ measured: remedied, remedies, training, before, after, threshold }),
    };
  } finally {
    student.dispose();
  }
}

/** Returns the questions an experiment asks: at most `perGroup` of each group, spread evenly over a split. */
export function experimentQuestions(
  world: World,
  language: Language,
  {
    perGroup,
    split = 'test',
    groups = QUESTION_GROUPS,
  }: { perGroup: number; split?: Split; groups?: readonly QuestionGroup[] },
): WorldQuestion[] {
  const all = questions(world, language).filter((question) => question.split === split);
  return groups.flatMap((group) =>
    spread(
      all.filter((question) => groupOf(question) === group),
      perGroup,
    ),
  );
}

interface Bench extends School {
  readonly remedies: Remedies;
  readonly perGroup: number;
  readonly asked: readonly WorldQuestion[];
  readonly oldSentences: readonly string[];
}

function benchOf({ language = 'zh', remedies = {}, questionsPerGroup = 60, ...parts }: ExperimentOptions): Bench {
  checkWhole('hallucination experiment', 'questionsPerGroup', questionsPerGroup, 1);
  checkWhole('hallucination experiment', 'seed', parts.seed);
  const unknown = Object.keys(remedies).find((name) => !REMEDY_NAMES.includes(name as RemedyName));
  if (unknown) {
    throw new ConfigError(
      `hallucination experiment: remedy ${unknown} was found; one of ${REMEDY_NAMES.join(', ')} was needed; check its name.`,
      'remedies',
    );
  }
  return {
    ...parts,
    language,
    remedies,
    perGroup: questionsPerGroup,
    asked: experimentQuestions(parts.world, language, { perGroup: questionsPerGroup }),
    oldSentences: spread(trainingStatements(parts.world, language), OLD_SENTENCES),
  };
}

/** Runs the remedies that change the weights, in their order; returns what they cost. */
async function* applyTraining(
  school: School,
  { moreData, refusalSft, ppo }: Remedies,
): AsyncGenerator<ExperimentReport, Pick<Cost, 'trainingTokens' | 'trainingMs'>> {
  const start = performance.now();
  let trainingTokens = 0;
  const trainings: [RemedyName, AsyncGenerator<TrainingProgress, void> | undefined][] = [
    ['moreData', moreData && learnMoreData(school, moreData)],
    ['refusalSft', refusalSft && learnRefusals(school, refusalSft)],
    ['ppo', ppo && learnFromReward(school, ppo)],
  ];
  for (const [remedy, training] of trainings) {
    for await (const progress of training ?? []) {
      trainingTokens += progress.tokens;
      yield { kind: 'training', remedy, ...progress };
    }
  }
  return { trainingTokens, trainingMs: trainingTokens > 0 ? performance.now() - start : 0 };
}

/** Chooses the threshold on known questions of the calibration split. */
async function* calibrateThreshold(bench: Bench, model: Gpt): AsyncGenerator<ExperimentReport, number | undefined> {
  const { world, language, remedies, perGroup, signal } = bench;
  const asked = experimentQuestions(world, language, { perGroup, split: 'calibration', groups: ['known'] });
  const answers: AnswerRecord[] = [];
  for await (const answer of askModel(model, bench.tokenizer, asked, askOptions(bench, remedies, 3))) {
    answers.push(answer);
    yield { kind: 'asking', of: 'calibration', done: answers.length, total: asked.length };
  }
  return signal?.aborted ? undefined : chooseThreshold(answers, remedies.confidenceThreshold?.keep ?? 0.9);
}

interface Measured {
  readonly answers: readonly AnswerRecord[];
  readonly answerMs: number;
}

interface MeasureOptions {
  readonly model: Gpt;
  readonly of: 'baseline' | 'remedied';
  readonly remedies: Remedies;
  readonly threshold?: number | undefined;
}

/** Asks everything; undefined if aborted meanwhile. */
async function* measure(
  bench: Bench,
  { model, of, remedies, threshold }: MeasureOptions,
): AsyncGenerator<ExperimentReport, Measured | undefined> {
  const { asked, language, signal, tokenizer } = bench;
  const answers: AnswerRecord[] = [];
  const start = performance.now();
  const source = remedies.knowledgeBase
    ? askDocuments(remedies.knowledgeBase, asked, signal)
    : askModel(model, tokenizer, asked, askOptions(bench, remedies, 2));
  for await (const answer of source) {
    const verdict = threshold === undefined ? answer.verdict : verdictAt(answer, threshold);
    const silenced = verdict !== answer.verdict;
    answers.push(silenced ? { ...answer, verdict, text: REFUSALS[language] } : answer);
    yield { kind: 'asking', of, done: answers.length, total: asked.length };
  }
  if (signal?.aborted) return undefined;
  return { answers, answerMs: performance.now() - start };
}

/** What is noted before a question, and how often it is asked. */
function askOptions(bench: Bench, remedies: Remedies, stream: number): AskOptions {
  const { promptConstraint, retrieval, confidenceThreshold } = remedies;
  const { seed, language, signal } = bench;
  const caution = promptConstraint === true ? CAUTION[language] : (promptConstraint?.note ?? '');
  const note = async ({ text }: WorldQuestion) => {
    const passages = (await retrieval?.retriever.retrieve(text, retrieval.limit ?? 2)) ?? [];
    return noteOfPassages(
      [caution, ...passages].filter((part) => part !== ''),
      language,
    );
  };
  return {
    seed: mixSeed(seed, stream),
    samples: confidenceThreshold?.measure === 'agreement' ? (confidenceThreshold.samples ?? 5) : 1,
    ...((caution || retrieval) && { note }),
    ...(signal && { signal }),
  };
}

/** The documents answer instead of the model; what they quote is judged like any other answer. */
async function* askDocuments(
  documents: DocumentAnswers,
  asked: readonly WorldQuestion[],
  signal: AbortSignal | undefined,
): AsyncGenerator<AnswerRecord, void> {
  for (const question of asked) {
    if (signal?.aborted) return;
    const { refused, text } = await documents.answer(question.text, signal ? { signal } : {});
    const verdict = refused ? 'refused' : judge(question, text);
    yield { question, text, verdict, confidence: refused ? 0 : 1, promptTokens: 0, writtenTokens: 0 };
  }
}

interface RowParts {
  readonly measured: Measured;
  readonly remedies: Remedies;
  readonly training: Pick<Cost, 'trainingTokens' | 'trainingMs'>;
  readonly before: OldTaskScore;
  readonly after: OldTaskScore;
  readonly threshold?: number | undefined;
}

function rowOf({ measured, remedies, training, before, after, threshold }: RowParts): ExperimentRow {
  const { answers, answerMs } = measured;
  const mean = (pick: (answer: AnswerRecord) => number) =>
    answers.reduce((sum, answer) => sum + pick(answer), 0) / answers.length;
  const answered = answers.filter(({ question, verdict }) => question.answerable && verdict !== 'refused');
  return {
    remedies: REMEDY_NAMES.filter((name) => remedies[name] !== undefined),
    groups: ratesByGroup(answers),
    calibration: calibrate(answered.map(({ confidence, verdict }) => ({ confidence, right: verdict === 'right' }))),
    cost: {
      promptTokens: mean(({ promptTokens }) => promptTokens),
      writtenTokens: mean(({ writtenTokens }) => writtenTokens),
      answerMs: answerMs / answers.length,
      ...training,
    },
    forgetting: compareOldTask(before, after),
    ...(threshold !== undefined && { threshold }),
    answers,
  };
}
