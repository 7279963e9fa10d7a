/** When an answer is sure enough, per language. Written by scripts/calibrate-ask.ts from calibration/questions.yaml. */
import type { Calibration } from '@glassbox/core/rag';
import type { Locale } from '@glassbox/quiz';

export const CALIBRATIONS: Readonly<Record<Locale, Calibration>> = {
  zh: {
    bias: -7.5735,
    weights: {
      sentenceCoverage: 3.8835,
      chunkCoverage: 1.1675,
      alikeCoverage: 3.99,
      sentenceCosine: 2.2774,
      chunkCosine: -0.5451,
      quantity: 0.576,
      rank: 1.9678,
    },
    threshold: 0.1792,
  },
  en: {
    bias: -7.1762,
    weights: {
      sentenceCoverage: 3.6061,
      chunkCoverage: 1.44,
      alikeCoverage: 3.0122,
      sentenceCosine: 2.1897,
      chunkCosine: -0.0161,
      quantity: 0.5077,
      rank: 1.4688,
    },
    threshold: 0.2675,
  },
};
