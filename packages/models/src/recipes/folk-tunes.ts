/** The tunes that the model `melody` learns from: written down in `data/folk-tunes.abc`, moved into all twelve keys. */
import { readFile } from 'node:fs/promises';
import { type AbcTune, melodyTokenizer, parseAbc, transpose } from '@glassbox/core';
import { shuffledIndices } from './rows.ts';
import { inPackage } from './texts.ts';

export const MELODY_SEED = 12;
const HELD_OUT_TUNES = 6;
const HIGHEST_SHIFT = 6;
const LOWEST_SHIFT = -5;

/** What melodies are asked for by. */
export const REGIONS = ['asian', 'western'] as const;
export type Region = (typeof REGIONS)[number];

export const folkTokenizer = () => melodyTokenizer({ labels: REGIONS });

/** All tunes in a seeded order, apart into those to train on and those held out in every key. */
export async function folkTunes(): Promise<{ train: AbcTune[]; heldOut: AbcTune[] }> {
  const tunes = parseAbc(await readFile(inPackage('data/folk-tunes.abc'), 'utf8'));
  const shuffled = Array.from(shuffledIndices(tunes.length, MELODY_SEED), (index) => tunes[index] as AbcTune);
  return { train: shuffled.slice(HELD_OUT_TUNES), heldOut: shuffled.slice(0, HELD_OUT_TUNES) };
}

export function regionOf({ origin }: AbcTune): Region {
  return /^(China|Japan|Korea)/.test(origin) ? 'asian' : 'western';
}

/** The tune in twelve keys, from five semitones below to six above. */
export function inAllKeys(tune: AbcTune): AbcTune[] {
  const shifts = Array.from({ length: HIGHEST_SHIFT - LOWEST_SHIFT + 1 }, (_, i) => LOWEST_SHIFT + i);
  return shifts.map((semitones) => ({ ...tune, ...transpose(tune, semitones) }));
}
