/**
 * Fits when "Ask the course" answers and when it says that the course does not tell, and measures how well. The first,
 * third, … question of `calibration/questions.yaml` fits, the second, fourth, … is measured on. Writes
 * `src/ask/calibration.ts` and prints the numbers that docs/ask-the-course.md quotes.
 */
import { writeFileSync } from 'node:fs';
import { type Calibration, fitCalibration } from '@glassbox/core/rag';
import { calibrationCases, measure, readQuestions, split } from '../calibration/measure.ts';
import { shippedEmbedder } from '../src/ask/embedder.ts';

const LOCALES = ['zh', 'en'] as const;
const DIGITS = 4;

const embedder = await shippedEmbedder();
const questions = readQuestions();
const fitted: Record<string, Calibration> = {};
for (const locale of LOCALES) {
  const { fit, test } = split(questions[locale]);
  const calibration = rounded(fitCalibration(await calibrationCases(locale, embedder, fit)));
  fitted[locale] = calibration;
  console.log(locale, 'fit ', await measure(locale, embedder, calibration, fit));
  console.log(locale, 'test', await measure(locale, embedder, calibration, test, console.log));
}
writeFileSync(
  new URL('../src/ask/calibration.ts', import.meta.url),
  `/** When an answer is sure enough, per language. Written by scripts/calibrate-ask.ts from calibration/questions.yaml. */
import type { Calibration } from '@glassbox/core/rag';
import type { Locale } from '@glassbox/quiz';

export const CALIBRATIONS: Readonly<Record<Locale, Calibration>> = ${JSON.stringify(fitted, null, 2).replace(/"(\w+)":/g, '$1:')};
`,
);

function rounded({ bias, weights, threshold }: Calibration): Calibration {
  const round = (value: number) => Number(value.toFixed(DIGITS));
  const entries = Object.entries(weights).map(([name, value]) => [name, round(value)]);
  return { bias: round(bias), weights: Object.fromEntries(entries), threshold: round(threshold) };
}
