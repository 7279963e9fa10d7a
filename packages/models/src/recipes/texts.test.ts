import { describe, expect, it } from 'vitest';
import { heldOutPart, POET_VALIDATION_FRACTION, poetText } from './texts.ts';

describe('heldOutPart', () => {
  it('starts at the first paragraph that begins inside the last part', () => {
    expect(heldOutPart('甲甲甲\n\n乙乙乙\n\n丙丙丙\n\n', 0.6)).toBe('丙丙丙\n\n');
  });
});

describe('poetText', () => {
  it('is the same text each time and holds no held-out stanza in its training part', async () => {
    const text = await poetText();
    expect(await poetText()).toBe(text);
    const heldOut = heldOutPart(text, POET_VALIDATION_FRACTION);
    const training = text.slice(0, text.length - heldOut.length);
    const stanzas = heldOut.split('\n\n').filter((stanza) => stanza.length > 0);
    expect(stanzas.length).toBeGreaterThan(1000);
    expect(stanzas.filter((stanza) => training.includes(stanza))).toEqual([]);
  });
});
