import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { agreementOf, sequenceProbability } from './confidence.ts';
import { chooseThreshold, riskCoverage, type ScoredAnswer, sharesAt } from './threshold.ts';

const answers: ScoredAnswer[] = [
  { confidence: 0.9, verdict: 'right' },
  { confidence: 0.8, verdict: 'right' },
  { confidence: 0.6, verdict: 'wrong' },
  { confidence: 0.5, verdict: 'right' },
  { confidence: 0.2, verdict: 'wrong' },
];

describe('thresholds', () => {
  it('turn unsure answers into refusals, right ones too', () => {
    expect(sharesAt(answers, 0.55)).toEqual({ threshold: 0.55, right: 0.4, wrong: 0.2, refused: 0.4 });
    expect(sharesAt(answers, 0)).toMatchObject({ right: 0.6, wrong: 0.4, refused: 0 });
  });

  it('keep the share of right answers that is asked for, and not one more wrong answer than that costs', () => {
    expect(chooseThreshold(answers, 1)).toBe(0.5);
    expect(chooseThreshold(answers, 0.6)).toBe(0.8);
    fc.assert(
      fc.property(
        fc.array(fc.record({ confidence: fc.double({ min: 0, max: 1, noNaN: true }), right: fc.boolean() }), {
          minLength: 1,
        }),
        fc.double({ min: 0.05, max: 1, noNaN: true }),
        (drawn, keep) => {
          const scored = [{ confidence: 0.5, right: true }, ...drawn].map(
            ({ confidence, right }): ScoredAnswer => ({
              confidence,
              verdict: right ? 'right' : 'wrong',
            }),
          );
          const threshold = chooseThreshold(scored, keep);
          const kept = sharesAt(scored, threshold).right / sharesAt(scored, 0).right;
          expect(kept).toBeGreaterThanOrEqual(keep - 1e-12);
        },
      ),
      { seed: 1 },
    );
  });

  it('draw a curve from full coverage down to the surest answers', () => {
    expect(riskCoverage(answers)).toEqual([
      { threshold: 0.2, coverage: 1, risk: 0.4 },
      { threshold: 0.5, coverage: 0.8, risk: 0.25 },
      { threshold: 0.6, coverage: expect.closeTo(0.6, 12), risk: expect.closeTo(1 / 3, 12) },
      { threshold: 0.8, coverage: 0.4, risk: 0 },
      { threshold: 0.9, coverage: 0.2, risk: 0 },
    ]);
    expect(riskCoverage([{ confidence: 0.3, verdict: 'refused' }])).toEqual([]);
  });

  it('cannot be chosen without right answers or for a share out of range', () => {
    expect(() => chooseThreshold([], 0.9)).toThrow(/0 answers are right/);
    expect(() => chooseThreshold(answers, 0)).toThrow(/keep is 0/);
  });
});

describe('confidence', () => {
  it('of a sequence is the product of its tokens’ probabilities', () => {
    expect(sequenceProbability({ logProbs: Float32Array.from([Math.log(0.5), Math.log(0.5), 0]) })).toBeCloseTo(
      0.25,
      6,
    );
    expect(sequenceProbability({ logProbs: new Float32Array(0) })).toBe(1);
  });

  it('of samples is the share that says the same, whatever the punctuation', () => {
    expect(agreementOf(['医生。', '木匠。', '医生'])).toEqual({ answer: '医生。', share: 2 / 3 });
    expect(agreementOf(['A dog.', 'a dog'])).toEqual({ answer: 'A dog.', share: 1 });
    expect(agreementOf([]).share).toBeNaN();
  });
});
