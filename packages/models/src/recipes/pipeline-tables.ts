/** What the four stages can do, measured on the weights as they are shipped, and the tables made of it. */
import type { Gpt } from '@glassbox/core';
import type { RewardModel } from '@glassbox/core/align';
import {
  type AnswerRecord,
  askModel,
  calibrate,
  experimentQuestions,
  groupOf,
  type QuestionGroup,
  type Rate,
  ratesByGroup,
  scoreOldTask,
  verdictReward,
  wilsonInterval,
} from '@glassbox/core/hallucination';
import { trainingStatements } from '@glassbox/core/world';
import { percent, type RemedyFigures } from './pipeline-remedies.ts';
import { promptOf } from './pipeline-stages.ts';
import { BLOCK_SIZE, LANGUAGE, PIPELINE_SEED, tokenizer, world } from './pipeline-world.ts';
import type { Cell, ResultTable } from './results.ts';

const QUESTIONS_PER_GROUP = 300;
const MAX_TOKENS = 16;
/** What a wrong answer costs in the reward of the table, as in the remedies. */
const WRONG_PENALTY = 2;

export interface StageFigures {
  readonly stage: string;
  readonly answers: readonly AnswerRecord[];
  /** Mean of the reward model's scores, in its own standard deviations. */
  readonly modelReward: number;
  /** Mean of +1 right, 0 refused, −WRONG_PENALTY wrong. */
  readonly trueReward: number;
  /** Of the sentences of pre-training. */
  readonly perplexity: number;
}

/** Resolves to what a stage answers to the questions of split `test`, and what that is worth. */
export async function measureStage(stage: string, model: Gpt, reward: RewardModel): Promise<StageFigures> {
  const asked = experimentQuestions(world, LANGUAGE, { perGroup: QUESTIONS_PER_GROUP });
  const answers: AnswerRecord[] = [];
  for await (const answer of askModel(model, tokenizer, asked, { seed: PIPELINE_SEED, maxTokens: MAX_TOKENS })) {
    answers.push(answer);
  }
  const scores = await reward.score(
    answers.map(({ question }) => promptOf(question)),
    answers.map(({ text }) => tokenizer.encode(`${text}\n`)),
  );
  const { perplexity } = await scoreOldTask(model, tokenizer, trainingStatements(world, LANGUAGE), BLOCK_SIZE);
  return {
    stage,
    answers,
    modelReward: mean([...scores]),
    trueReward: mean(answers.map(({ verdict }) => verdictReward(verdict, WRONG_PENALTY))),
    perplexity,
  };
}

/** Right / wrong / refused of every group, reward and perplexity, a row per stage. */
export function stageTable(stages: readonly StageFigures[]): ResultTable {
  const groups: readonly QuestionGroup[] = ['known', 'withheld', 'knownTwoStep', 'ambiguous', 'unanswerable'];
  return {
    title: 'Right / wrong / refused in %, rewards and perplexity per stage',
    columns: [
      'stage',
      ...groups,
      `reward (+1, 0, −${WRONG_PENALTY})`,
      "reward model's score",
      'perplexity of the sentences',
    ],
    rows: stages.map(({ stage, answers, trueReward, modelReward, perplexity }): Cell[] => [
      stage,
      ...groups.map((group) => {
        const rates = ratesByGroup(answers).find((one) => one.group === group);
        return rates ? [rates.right, rates.wrong, rates.refused].map(({ share }) => one(100 * share)).join(' / ') : '–';
      }),
      two(trueReward),
      two(modelReward),
      two(perplexity),
    ]),
  };
}

/** The two numbers that the issue asks for, with their intervals, and what held-out wording costs. */
export function intervalTable(stages: readonly StageFigures[]): ResultTable {
  return {
    title: 'Single questions with 95 % intervals (Wilson), and calibration',
    columns: [
      'stage',
      'known right',
      'of these in a wording never trained on',
      'withheld wrong',
      'withheld refused',
      'ECE',
      'Brier',
    ],
    rows: stages.map(({ stage, answers }): Cell[] => {
      const of = (group: QuestionGroup) => answers.filter(({ question }) => groupOf(question) === group);
      const rate = (list: readonly AnswerRecord[], verdict: string) =>
        wilsonInterval(list.filter((answer) => answer.verdict === verdict).length, list.length);
      const said = [...of('known'), ...of('withheld')].filter(({ verdict }) => verdict !== 'refused');
      const { ece, brier } = calibrate(
        said.map(({ confidence, verdict }) => ({ confidence, right: verdict === 'right' })),
      );
      return [
        stage,
        interval(rate(of('known'), 'right')),
        interval(
          rate(
            of('known').filter(({ question }) => question.heldOutPhrasing),
            'right',
          ),
        ),
        interval(rate(of('withheld'), 'wrong')),
        interval(rate(of('withheld'), 'refused')),
        ece.toFixed(3),
        brier.toFixed(3),
      ];
    }),
  };
}

/** One line per remedy: what it bought and what it cost. */
export function remedyTable(baseline: RemedyFigures, remedies: readonly RemedyFigures[]): ResultTable {
  const before = percent(baseline, 'withheld', 'wrong');
  return {
    title: 'Remedies on the fine-tuned model, in %: right / wrong / refused',
    columns: [
      'remedy',
      'known',
      'withheld',
      'wrong on withheld cut by',
      'ambiguous right',
      'unanswerable refused',
      'ECE',
      'tokens per answer',
      'tokens trained',
      'loss on old sentences',
    ],
    rows: [baseline, ...remedies].map((row): Cell[] => [
      row.name,
      trio(row, 'known'),
      trio(row, 'withheld'),
      row === baseline ? '–' : `${one(100 * (1 - percent(row, 'withheld', 'wrong') / before))} %`,
      one(percent(row, 'ambiguous', 'right')),
      one(percent(row, 'unanswerable', 'refused')),
      Number.isFinite(row.ece) ? row.ece.toFixed(3) : '–',
      one(row.tokensPerAnswer),
      row.trainingTokens,
      `${row.lossIncrease >= 0 ? '+' : '−'}${Math.abs(row.lossIncrease).toFixed(3)}`,
    ]),
  };
}

/** The curve of the confidence threshold. */
export function curveTable(title: string, { curve = [] }: RemedyFigures): ResultTable {
  return {
    title,
    columns: ['threshold', 'known right %', 'withheld wrong %'],
    rows: curve.map(({ threshold, knownRight, withheldWrong }): Cell[] => [
      threshold,
      one(100 * knownRight),
      one(100 * withheldWrong),
    ]),
  };
}

function trio(row: RemedyFigures, group: QuestionGroup): string {
  return (['right', 'wrong', 'refused'] as const).map((verdict) => one(percent(row, group, verdict))).join(' / ');
}

/** Returns a share in percent with its interval and n. */
export function interval({ share, low, high, total }: Rate): string {
  return total === 0 ? '–' : `${one(100 * share)} % (${one(100 * low)}–${one(100 * high)}, n = ${total})`;
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

const one = (value: number) => value.toFixed(1);
const two = (value: number) => value.toFixed(2);
