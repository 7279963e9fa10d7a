/** When an answer is sure enough, per language. Written by scripts/calibrate-ask.ts from calibration/questions.yaml. */
import type { Calibration } from '@glassbox/core/rag';
import type { Locale } from '@glassbox/quiz';

export const CALIBRATIONS: Readonly<Record<Locale, Calibration>> = {
  zh: {
    bias: -7.5778,
    weights: {
      sentenceCoverage: 3.8926,
      chunkCoverage: 1.1799,
      alikeCoverage: 3.9757,
      sentenceCosine: 2.2745,
      chunkCosine: -0.5526,
      quantity: 0.579,
      rank: 1.9738,
    },
    threshold: 0.1791,
  },
  en: {
    bias: -7.176,
    weights: {
      sentenceCoverage: 3.61,
      chunkCoverage: 1.4444,
      alikeCoverage: 3.0076,
      sentenceCosine: 2.1891,
      chunkCosine: -0.0268,
      quantity: 0.5081,
      rank: 1.4722,
    },
    threshold: 0.2674,
  },
};
