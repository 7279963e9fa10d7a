/** The shipped models of the AIGC lab: each loads, and what it makes has the form its card tells of. */
import { complete, imageTokenizer, loadModel, melodyTokenizer, selectBackend, writeAbc } from '@glassbox/core';
import { nodeDirectory } from '@glassbox/core/node';
import { beforeAll, describe, expect, it } from 'vitest';
import codeCard from '../code/card.json' with { type: 'json' };
import digitsCard from '../digits/card.json' with { type: 'json' };
import melodyCard from '../melody/card.json' with { type: 'json' };
import { shippedModels } from './index.ts';
import { parses, topLevelStatements } from './recipes/code-form.ts';
import { drawDigits } from './recipes/digit-samples.ts';
import { REGIONS } from './recipes/folk-tunes.ts';
import { countInKey, countWholeBars } from './recipes/melody-form.ts';
import { sampleMelodies } from './recipes/melody-samples.ts';
import { inPackage } from './recipes/texts.ts';

/** Unlike the recipes', so that other samples are judged than those that the cards were measured on. */
const SEED = 90_000;
const START = { label: 'western', meter: '3/4', key: 'G' };

beforeAll(() => selectBackend().then(() => undefined));

async function load(name: string) {
  const { model, tokenizer } = await loadModel(nodeDirectory(inPackage(name)));
  if (!tokenizer) throw new Error(`${name} has no tokenizer`);
  return { model, tokenizer };
}

describe('digits', () => {
  it('draws images with ink in the middle and none at the rim, each of its own', async () => {
    const { model, tokenizer } = await load('digits');
    const images = imageTokenizer();
    expect(tokenizer.decode([7, 10, 265])).toBe(images.decode([7, 10, 265]));
    const drawn = await drawDigits(model, images, { perDigit: 1, temperature: 0.85, seed: SEED });
    model.dispose();
    for (const { pixels } of drawn) {
      const lit = pixels.reduce((count, grey) => count + (grey > 0 ? 1 : 0), 0);
      expect(lit).toBeGreaterThan(30);
      expect(lit).toBeLessThan(300);
      expect(pixels.subarray(0, 28).some((grey) => grey > 0)).toBe(false);
    }
    expect(new Set(drawn.map(({ pixels }) => pixels.join())).size).toBe(drawn.length);
    expect(Number(digitsCard.recognisedPercent)).toBeGreaterThan(70);
  });
});

describe('melody', () => {
  it('writes melodies whose bars and notes fit meter and key nearly always', async () => {
    const { model, tokenizer } = await load('melody');
    const melodies = melodyTokenizer({ labels: REGIONS });
    expect(tokenizer.vocabSize).toBe(melodies.vocabSize);
    const written = await sampleMelodies(model, melodies, { start: START, count: 8, temperature: 0.9, seed: SEED });
    model.dispose();
    const whole = written.filter((melody) => melody !== undefined);
    expect(whole.length).toBeGreaterThanOrEqual(6);
    const bars = whole.map(countWholeBars);
    const notes = whole.map(countInKey);
    const sum = (counts: readonly number[]) => counts.reduce((total, count) => total + count, 0);
    expect(sum(bars.map((count) => count.whole)) / sum(bars.map((count) => count.inner))).toBeGreaterThan(0.9);
    expect(sum(notes.map((count) => count.inKey)) / sum(notes.map((count) => count.notes))).toBeGreaterThan(0.9);
    expect(writeAbc(whole[0] ?? { meter: '', key: '', bars: [] })).toContain('M:3/4');
    expect(Number(melodyCard.wellFormedPercent)).toBeGreaterThan(70);
  });
});

describe('code', () => {
  it('writes TypeScript that parses as often as its card says', async () => {
    const { model, tokenizer } = await load('code');
    const start = tokenizer.encode('<|endoftext|>', { allowedSpecial: 'all' });
    expect(start).toHaveLength(1);
    const rows = await complete(
      model,
      Array.from({ length: 16 }, () => start),
      { maxTokens: 300, temperature: 0.8, topP: 0.9, seed: SEED, stopTokens: [...start] },
    );
    model.dispose();
    const statements = rows.flatMap(({ tokenIds }) => topLevelStatements(tokenizer.decode(tokenIds)));
    expect(statements.length).toBeGreaterThan(8);
    const stated = Number(codeCard.parsePercent) / 100;
    // Three standard errors of a share measured on this many statements.
    const margin = 3 * Math.sqrt((stated * (1 - stated)) / statements.length);
    expect(statements.filter(parses).length / statements.length).toBeGreaterThan(stated - margin);
    expect(stated).toBeGreaterThan(0.3);
  });
});

describe('shippedModels', () => {
  it.each(shippedModels.map((model) => [model.name, model] as const))(
    'begins as it says: %s',
    async (name, { start, labels }) => {
      const { model, tokenizer } = await load(name);
      model.dispose();
      expect(tokenizer.encode(start).length).toBeGreaterThan(0);
      for (const label of labels ?? []) expect(tokenizer.encode(`<${label}>`)).toHaveLength(1);
    },
  );
});
