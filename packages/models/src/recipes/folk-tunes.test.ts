import { melodyTokenizer, parseAbc, transpose } from '@glassbox/core';
import { describe, expect, it } from 'vitest';
import { folkTunes, inAllKeys, regionOf } from './folk-tunes.ts';
import { countCopied, countInKey, countWholeBars, isWellFormed, knownRuns } from './melody-form.ts';

const { train, heldOut } = await folkTunes();
const tunes = [...train, ...heldOut];

describe('the folk tunes', () => {
  it('are at least thirty, from Asia and from the West, each once', () => {
    expect(tunes.length).toBeGreaterThanOrEqual(30);
    expect(new Set(tunes.map(({ title }) => title)).size).toBe(tunes.length);
    expect(new Set(tunes.map(regionOf))).toEqual(new Set(['asian', 'western']));
    expect(tunes.map(({ title }) => title).join()).toContain('茉莉花');
  });

  it.each(tunes.map((tune) => [tune.title, tune] as const))('has bars as long as its meter says: %s', (_, tune) => {
    expect(isWellFormed(tune)).toBe(true);
    const { inKey, notes } = countInKey(tune);
    expect(inKey / notes).toBeGreaterThan(0.8); // melodic minor leaves the signature
  });

  it('fits the tokenizer in all twelve keys', () => {
    const tokenizer = melodyTokenizer();
    for (const tune of tunes.flatMap(inAllKeys)) {
      expect(tokenizer.decodeMelody(tokenizer.encodeMelody(tune)).bars).toEqual(tune.bars);
    }
    expect(new Set(inAllKeys(tunes[0] as (typeof tunes)[number]).map(({ key }) => key)).size).toBe(12);
  });
});

describe('measures of melodies', () => {
  const [short] = parseAbc('X:1\nT:x\nM:2/4\nL:1/4\nK:G\nD | G A | B | ^c d | G |');
  if (!short) throw new Error('no tune');

  it('count inner bars of the right length and notes of the key', () => {
    expect(countWholeBars(short)).toEqual({ whole: 2, inner: 3 });
    expect(isWellFormed(short)).toBe(false);
    expect(countInKey(short)).toEqual({ inKey: 6, notes: 7 });
  });

  it('find a known run in another key, and nothing in a tune of its own', () => {
    const [tune] = train;
    if (!tune) throw new Error('no tune');
    const known = knownRuns([tune]);
    const moved = transpose(tune, 3);
    expect(countCopied(moved, known).copied).toBe(moved.bars.flat().length);
    expect(countCopied(short, known).copied).toBe(0);
  });
});
