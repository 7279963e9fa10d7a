/** The references themselves, on tfjs' cpu backend: the oracle of every other backend's tests. */
import '@tensorflow/tfjs-backend-cpu';
import { setBackend } from '@tensorflow/tfjs-core';
import { beforeAll, describe } from 'vitest';
import { testEquivalences } from './equivalences.ts';
import { testExtremes } from './extremes.ts';
import { testFiniteDifferences } from './finite-differences.ts';
import { testInference } from './inference.ts';
import { testOptimizer, testRepeats } from './suites.ts';
import { testLossParity } from './training.ts';
import { testWrongInput } from './wrong-input.ts';

beforeAll(() => setBackend('cpu'));

describe('reference on cpu', () => {
  testFiniteDifferences();
  testRepeats();
  testOptimizer();
  testExtremes();
  testEquivalences();
  testInference(() => setBackend('cpu'));
  testWrongInput();
  testLossParity(() => setBackend('cpu')); // with itself: that it learns, and forgets nothing in memory
});
