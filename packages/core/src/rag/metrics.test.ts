import { describe, expect, it } from 'vitest';
import { faithfulness, meanReciprocalRank, ndcgAtK, recallAtK, refusalScores } from './metrics.ts';

const results = [
  { relevantRanks: [1, 4], relevantCount: 2 },
  { relevantRanks: [3], relevantCount: 1 },
  { relevantRanks: [], relevantCount: 1 },
];

describe('measures of search, by hand', () => {
  it('recall at 3 is (1/2 + 1 + 0)/3', () => expect(recallAtK(results, 3)).toBeCloseTo(0.5, 12));
  it('mean reciprocal rank is (1 + 1/3 + 0)/3', () => expect(meanReciprocalRank(results)).toBeCloseTo(4 / 9, 12));
  it('nDCG at 5 is the mean of (1 + 1/log₂5)/(1 + 1/log₂3), 1/log₂4 and 0', () => {
    const first = (1 + 1 / Math.log2(5)) / (1 + 1 / Math.log2(3));
    expect(ndcgAtK(results, 5)).toBeCloseTo((first + 0.5) / 3, 12);
  });
  it('of nothing are not numbers', () => expect(recallAtK([], 3)).toBeNaN());
});

describe('measures of answers, by hand', () => {
  it('faithfulness counts quotes and supported sentences, and neither wrong numbers nor inventions', () => {
    const text = 'Refunds take five days. Gifts are final.';
    const sentence = (said: string, start: number, end: number) => ({
      text: said,
      citations: [{ document: 'd', start, end }],
    });
    const sentences = [
      sentence('Gifts are final.', 24, 40),
      sentence('Refunds take about five days', 0, 23),
      sentence('Refunds take 9 days', 0, 23),
      sentence('Gifts arrive by train', 24, 40),
    ];
    expect(faithfulness(sentences, ({ start, end }) => text.slice(start, end))).toBe(0.5);
    expect(faithfulness([], () => '')).toBe(1);
  });

  it('refusal: two of three refusals right, two of four unanswerable caught, five of six answered', () => {
    const outcome = (answerable: boolean, refused: boolean, count: number) =>
      Array.from({ length: count }, () => ({ answerable, refused }));
    const outcomes = [
      ...outcome(true, false, 5),
      ...outcome(true, true, 1),
      ...outcome(false, true, 2),
      ...outcome(false, false, 2),
    ];
    expect(refusalScores(outcomes)).toEqual({ precision: 2 / 3, recall: 0.5, answered: 5 / 6 });
    expect(refusalScores([{ answerable: true, refused: false }])).toEqual({
      precision: undefined,
      recall: undefined,
      answered: 1,
    });
  });
});
