/**
 * What a confidence threshold is worth, chosen on one half of the held-out facts and measured on the other, and the other
 * way round: twice as many questions as one split alone has, and none of them chose what it is measured with.
 */
import type { Gpt } from '@glassbox/core';
import { type AnswerRecord, askModel, chooseThreshold, verdictAt, wilsonInterval } from '@glassbox/core/hallucination';
import { questions, type Split } from '@glassbox/core/world';
import { interval } from './pipeline-tables.ts';
import { LANGUAGE, PIPELINE_SEED, tokenizer, world } from './pipeline-world.ts';
import type { Cell, ResultTable } from './results.ts';

/** Shares of the right answers that a threshold is to keep. */
const KEEPS = [0.97, 0.95, 0.9, 0.85];
const HALVES: readonly [chosenOn: Split, measuredOn: Split][] = [
  ['calibration', 'test'],
  ['test', 'calibration'],
];
const MAX_TOKENS = 16;

/** Resolves to the table: a row per share to keep, over both halves. */
export async function thresholdTable(model: Gpt): Promise<ResultTable> {
  const asked = questions(world, LANGUAGE).filter(({ kind, split }) => kind === 'single' && split !== 'train');
  const answers: AnswerRecord[] = [];
  for await (const answer of askModel(model, tokenizer, asked, { seed: PIPELINE_SEED, maxTokens: MAX_TOKENS })) {
    answers.push(answer);
  }
  const of = (known: boolean, split: Split) =>
    answers.filter(({ question }) => question.known === known && question.split === split);
  const rows = KEEPS.map((keep): Cell[] => {
    const halves = HALVES.map(([chosenOn, measuredOn]) => ({
      threshold: chooseThreshold(of(true, chosenOn), keep),
      known: of(true, measuredOn),
      withheld: of(false, measuredOn),
    }));
    const count = (group: 'known' | 'withheld', verdict: string, isSilenced: boolean) =>
      halves.reduce(
        (sum, half) =>
          sum +
          half[group].filter((answer) => (isSilenced ? verdictAt(answer, half.threshold) : answer.verdict) === verdict)
            .length,
        0,
      );
    const total = (group: 'known' | 'withheld') => halves.reduce((sum, half) => sum + half[group].length, 0);
    const [before, after] = [count('withheld', 'wrong', false), count('withheld', 'wrong', true)];
    return [
      `${100 * keep} %`,
      halves.map(({ threshold }) => threshold.toFixed(2)).join(', '),
      interval(wilsonInterval(count('known', 'right', true), total('known'))),
      interval(wilsonInterval(after, total('withheld'))),
      `${(100 * (1 - after / before)).toFixed(1)} %`,
    ];
  });
  return {
    title: 'The confidence threshold, chosen on one half of the held-out facts and measured on the other, both ways',
    columns: ['right answers to keep', 'thresholds', 'known right', 'withheld wrong', 'wrong on withheld cut by'],
    rows,
  };
}
