/** The references on tfjs' wasm backend as it is: what runs where the engine has no SIMD, or before the kernels are in. */
import '@tensorflow/tfjs-backend-cpu';
import '@tensorflow/tfjs-backend-wasm';
import { setBackend } from '@tensorflow/tfjs-core';
import { describe } from 'vitest';
import { CASES } from './cases.ts';
import { testEquivalences } from './equivalences.ts';
import { testExtremes } from './extremes.ts';
import { testInference } from './inference.ts';
import { testOptimizer, testParity, testRepeats } from './suites.ts';
import { testLossParity } from './training.ts';

describe('references on plain tfjs-wasm', () => {
  const firstResults = testParity(() => setBackend('wasm'));
  testRepeats(CASES, firstResults);
  testOptimizer();
  testExtremes();
  testEquivalences();
  testInference(() => setBackend('wasm'));
  testLossParity(() => setBackend('wasm'));
});
