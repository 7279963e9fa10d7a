/**
 * Writes the corpora that the labs train on from the source in `data/`: `node src/recipes/make-corpora.ts`.
 * `tang-five.txt` is small with a small alphabet, so that a model in a tab learns its form within a minute.
 */
import { readFile, writeFile } from 'node:fs/promises';
import { joinStanzas, keepFrequent, readStanzas, type Stanza } from './stanzas.ts';

/** Leaves about 1,270 characters of the 5,665 and 6,500 stanzas of the 31,900. */
const FIVE_MIN_COUNT = 80;

const file = (path: string) => new URL(`../../${path}`, import.meta.url);

async function writeCorpus(path: string, stanzas: readonly Stanza[]): Promise<void> {
  const text = joinStanzas(stanzas);
  await writeFile(file(path), text);
  console.log(`${path}: ${stanzas.length} stanzas, ${[...text].length} characters, ${new Set(text).size} distinct`);
}

const all = readStanzas(await readFile(file('data/tang-poems.tsv'), 'utf8'));
const quatrains = all.filter(({ form }) => form.endsWith('绝'));
const five = all.filter(({ lineLength }) => lineLength === 5);
await writeCorpus('corpora/tang-quatrains.txt', quatrains);
await writeCorpus('corpora/tang-five.txt', keepFrequent(five, FIVE_MIN_COUNT));
