/**
 * Writes `hidden/tang-five.txt`: four-line stanzas of the Complete Tang Poems that nothing we ship holds, in the
 * alphabet of the lab's corpus `tang-five`. They are the middle four lines of eight-line poems whose first or last lines
 * have a rarer character, so that neither half of the poem went into a corpus.
 */
import { readFileSync, writeFileSync } from 'node:fs';

const models = new URL('../../../packages/models/', import.meta.url);
const SHIPPED = ['corpora/tang-five.txt', 'corpora/tang-quatrains.txt', 'poet/held-out.txt'];
const VERSE = /([\u4e00-\u9fff]+)([，。？！；、：])/g;

const read = (path: string) => readFileSync(new URL(path, models), 'utf8');
const alphabet = new Set(read('corpora/tang-five.txt'));
const shipped = SHIPPED.map(read).join('\n');

const stanzas = new Set<string>();
for (const row of read('data/tang-poems.tsv').split('\n')) {
  const [form, , , poem = ''] = row.split('\t');
  const lines = [...poem.matchAll(VERSE)];
  const regular = lines.length === 8 && lines.every((line) => line[1]?.length === 5);
  if (form !== '五律' || !regular || lines.map((line) => line[0]).join('') !== poem) continue;
  const [a = '', b = '', c = '', d = ''] = lines.slice(2, 6).map((line) => line[0]);
  const text = `${a}${b}\n${c}${d}`;
  const known = [...text].every((character) => alphabet.has(character));
  if (known && !shipped.includes(a + b) && !shipped.includes(c + d)) stanzas.add(text);
}
writeFileSync(
  new URL('../hidden/tang-five.txt', import.meta.url),
  [...stanzas].map((stanza) => `${stanza}\n\n`).join(''),
);
console.log(`hidden/tang-five.txt: ${stanzas.size} stanzas`);
