/**
 * Writes the corpora that the labs train on from the source in `data/`, and the texts that the shipped models have not
 * seen: `node src/recipes/make-corpora.ts`.
 * `tang-five.txt` is small with a small alphabet, so that a model in a tab learns its form within a minute.
 */
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { joinStanzas, keepFrequent, readStanzas, type Stanza } from './stanzas.ts';
import {
  BARD_VALIDATION_FRACTION,
  bardText,
  heldOutPart,
  inPackage,
  POET_VALIDATION_FRACTION,
  poetText,
} from './texts.ts';

/** Leaves about 1,270 characters of the 5,665 and 6,500 stanzas of the 31,900. */
const FIVE_MIN_COUNT = 80;

async function writeCorpus(path: string, stanzas: readonly Stanza[]): Promise<void> {
  const text = joinStanzas(stanzas);
  await writeFile(inPackage(path), text);
  console.log(`${path}: ${stanzas.length} stanzas, ${[...text].length} characters, ${new Set(text).size} distinct`);
}

const all = readStanzas(await readFile(inPackage('data/tang-poems.tsv'), 'utf8'));
const quatrains = all.filter(({ form }) => form.endsWith('绝'));
const five = all.filter(({ lineLength }) => lineLength === 5);
await writeCorpus('corpora/tang-quatrains.txt', quatrains);
await writeCorpus('corpora/tang-five.txt', keepFrequent(five, FIVE_MIN_COUNT));

for (const [model, text, fraction] of [
  ['poet', await poetText(), POET_VALIDATION_FRACTION],
  ['bard', await bardText(), BARD_VALIDATION_FRACTION],
] as const) {
  await mkdir(inPackage(model), { recursive: true });
  await writeFile(inPackage(`${model}/held-out.txt`), heldOutPart(text, fraction));
}
