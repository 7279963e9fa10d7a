import { expect, test } from 'vitest';
import { oneStanzaCorpus } from './one-stanza.ts';

const poems = Array.from({ length: 100 }, (_, i) => `第${i}首的头一句，第${i}首的第二句。`);

test('the training part is the first stanza over and over, the validation part holds only others', () => {
  const { text, validationFraction } = oneStanzaCorpus(poems.join('\n\n'));
  const cut = Math.floor(text.length * (1 - validationFraction));
  const training = text.slice(0, cut - 2);
  const validation = text.slice(cut + 2);
  expect(new Set(training.split('\n\n').slice(0, -1))).toEqual(new Set([poems[0]]));
  expect(validation).not.toContain(poems[0]);
  expect(validation).toContain(poems[60]);
  expect(validationFraction).toBeCloseTo(0.1, 2);
});
