import { beforeAll, expect, it } from 'vitest';
import { selectBackend } from '../backend/select-backend.ts';
import { charTokenizer } from '../tokenizer/char-tokenizer.ts';
import { PRESETS } from '../train/presets.ts';
import { planSteps } from './plan-steps.ts';

const text = 'to be or not to be, that is the question. '.repeat(20);
const tokenizer = charTokenizer(text);
const preset = {
  model: { nLayer: 1, nHead: 1, nEmbd: 8, blockSize: 8 },
  train: { ...PRESETS.tiny.train, batchSize: 2, maxSteps: 7 },
};
const plan = (signal: AbortSignal) =>
  planSteps(preset, { tokenizer, tokenIds: tokenizer.encode(text), minutes: 60, signal });

beforeAll(() => selectBackend({ prefer: 'cpu' }));

it("leaves the preset's steps when nothing was measured before an abort", async () => {
  expect(await plan(AbortSignal.abort())).toBe(7);
});

it('plans with what was measured before an abort', async () => {
  let looks = 0;
  const afterFiveSteps = {
    get aborted() {
      return ++looks > 5;
    },
  };
  expect(await plan(afterFiveSteps as AbortSignal)).toBeGreaterThan(100);
});
