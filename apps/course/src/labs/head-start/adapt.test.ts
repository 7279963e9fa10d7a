import { charTokenizer, createGpt, evaluateLoss, selectBackend } from '@glassbox/core';
import { expect, it } from 'vitest';
import { adapt, dataOf, drawTexts, looksOf } from './adapt.ts';

const LINES = Array.from({ length: 160 }, (_, index) => `${'abcd'[index % 4]}bc dab cad.`);

it('another seed draws other examples and holds out the same lines', () => {
  const numbered = LINES.map((line, index) => `${index} ${line}`);
  const [one, other] = [drawTexts(numbered, 1), drawTexts(numbered, 2)];
  expect(one.examples).not.toEqual(other.examples);
  expect(one.heldOut).toEqual(other.heldOut);
  expect(one.examples.some((line) => one.heldOut.includes(line))).toBe(false);
});

it('a model gets better at lines it never trained on, and is still there afterwards', async () => {
  await selectBackend({ prefer: 'cpu' });
  const tokenizer = charTokenizer(LINES.join('\n'));
  const model = createGpt({ vocabSize: tokenizer.vocabSize, nLayer: 1, nHead: 1, nEmbd: 8, blockSize: 8 }, { seed: 1 });
  const drawn = drawTexts(LINES, 1);
  const texts = { ...drawn, heldOut: drawn.heldOut.slice(0, 8) };
  const data = dataOf(tokenizer, { ...texts, examples: texts.examples.slice(0, 8) }, 8, 1);
  expect(data.validationTokenIds).toHaveLength(tokenizer.encode(`${texts.heldOut.join('\n')}\n`).length);
  const before = await evaluateLoss(model, looksOf(data));
  const looks: number[] = [];
  for await (const { loss } of adapt(model, data, { start: 'scratch', rate: 5, seed: 1, steps: 20 })) looks.push(loss);
  expect(Math.min(...looks)).toBeLessThan(before.loss);
  const after = await evaluateLoss(model, looksOf(data));
  expect(after.loss).toBeCloseTo(Math.min(...looks), 4);
  model.dispose();
});
