/** When an answer is sure enough, per language. Written by scripts/calibrate-ask.ts from calibration/questions.yaml. */
import type { Calibration } from '@glassbox/core/rag';
import type { Locale } from '@glassbox/quiz';

export const CALIBRATIONS: Readonly<Record<Locale, Calibration>> = {
  zh: {
    bias: -7.8395,
    weights: {
      sentenceCoverage: 0.4183,
      chunkCoverage: 4.7261,
      alikeCoverage: 3.0377,
      sentenceCosine: 0.8983,
      chunkCosine: 0.953,
      quantity: 0.2318,
      rank: 2.8285,
    },
    threshold: 0.2324,
  },
  en: {
    bias: -5.908,
    weights: {
      sentenceCoverage: 0.9026,
      chunkCoverage: 4.9477,
      alikeCoverage: 1.2238,
      sentenceCosine: 0.3282,
      chunkCosine: -2.6686,
      quantity: 0.0952,
      rank: 2.2347,
    },
    threshold: 0.3552,
  },
};
