/** The texts of the recipes, and the parts of them that no training step sees: what a learner may be asked to guess. */
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { createRandom } from '@glassbox/core';
import { joinStanzas, keepFrequent, readStanzas, type Stanza } from './stanzas.ts';

/** Path of a file inside this package. */
export const inPackage = (path: string): string => fileURLToPath(new URL(`../../${path}`, import.meta.url));

export const POET_SEED = 7;
/** Stanzas with rarer characters are left out: each must be seen often enough to be learnt at this size. */
export const POET_MIN_COUNT = 30;
export const POET_VALIDATION_FRACTION = 0.05;
export const BARD_VALIDATION_FRACTION = 0.1;

/** The poet's stanzas in a seeded order, so that the held-out end is drawn from every poet and form alike. */
export async function poetStanzas(): Promise<Stanza[]> {
  const tsv = await readFile(inPackage('data/tang-poems.tsv'), 'utf8');
  // Some poems stand in the collection twice, under two poets: once is enough, and keeps the held-out part unseen.
  const distinct = new Map(keepFrequent(readStanzas(tsv), POET_MIN_COUNT).map((stanza) => [stanza.text, stanza]));
  return shuffle([...distinct.values()], POET_SEED);
}

export async function poetText(): Promise<string> {
  return joinStanzas(await poetStanzas());
}

export function bardText(): Promise<string> {
  return readFile(inPackage('corpora/tiny-shakespeare.txt'), 'utf8');
}

/** The whole paragraphs of the last `fraction` of a text's characters: the part that `batches` keeps for validation. */
export function heldOutPart(text: string, fraction: number): string {
  const characters = [...text];
  const end = characters.slice(characters.length - Math.floor(characters.length * fraction)).join('');
  return end.slice(end.indexOf('\n\n') + 2);
}

function shuffle<T>(items: readonly T[], seed: number): T[] {
  const random = createRandom(seed);
  return items
    .map((item) => ({ item, key: random.next() }))
    .sort((a, b) => a.key - b.key)
    .map(({ item }) => item);
}
