/**
 * Pairs of texts that mean the same or ask and answer, drawn without end from a seed. None comes from the test set of
 * the knowledge base: the sources are two dictionaries, the closed world, and phrase frames written for this
 * (data/embedder), which are of the same everyday kind as the test set's documents.
 */
import { readFile } from 'node:fs/promises';
import { createRandom, type Random } from '@glassbox/core';
import { createWorld, questions, statements } from '@glassbox/core/world';
import { bilingualSenses, englishCounts, type Sense, wordNetSenses } from './embedder-dictionaries.ts';
import { inPackage } from './texts.ts';

export type Pair = readonly [string, string];
type Language = 'zh' | 'en';

interface Frame {
  readonly asks: Readonly<Record<Language, readonly string[]>>;
  readonly says: Readonly<Record<Language, readonly string[]>>;
}

interface Weighted {
  readonly senses: readonly Sense[];
  /** Sums of commonness up to and with each sense. */
  readonly sums: Float64Array;
}

interface Sources {
  readonly frames: readonly Frame[];
  readonly nouns: readonly Sense[];
  /** Both draw common senses more often. */
  readonly senses: Weighted;
  readonly english: Weighted;
  readonly world: Readonly<Record<Language, readonly (readonly [string, readonly string[]])[]>>;
}

const WORLD_SEED = 5;
const PEOPLE = 60;
/** How many different things the questions of one batch are about: few, so that what is asked must count too. */
const SUBJECTS_PER_BATCH = 32;

/** Reads the sources. */
export async function readSources(): Promise<Sources> {
  const counts = await englishCounts();
  const [frames, nouns] = await Promise.all(['frames', 'nouns'].map((name) => readTable(`data/embedder/${name}.tsv`)));
  const world = createWorld({ seed: WORLD_SEED, people: PEOPLE });
  const told = (language: Language) => {
    const said = new Map(world.facts.map((fact) => [fact.id, statements(world, fact, language)]));
    return questions(world, language)
      .filter(({ kind }) => kind === 'single')
      .map(({ text, facts }) => [text, said.get(facts[0] ?? '') ?? []] as const)
      .filter(([, statementsOfFact]) => statementsOfFact.length > 0);
  };
  return {
    frames: (frames ?? []).map(([, zhAsks = '', zhSays = '', enAsks = '', enSays = '']) => ({
      asks: { zh: zhAsks.split('|'), en: enAsks.split('|') },
      says: { zh: zhSays.split('|'), en: enSays.split('|') },
    })),
    nouns: (nouns ?? []).map(([zh = '', en = '']) => ({ zh: [zh], en: [en], commonness: 1 })),
    senses: weigh((await bilingualSenses(counts)).filter(({ zh, en }) => zh.length > 0 && en.length > 0)),
    english: weigh(await wordNetSenses(counts)),
    world: { zh: told('zh'), en: told('en') },
  };
}

/** Returns a function that makes one batch of pairs after another; the pairs of one batch are of one kind. */
export function pairBatches(sources: Sources, batchSize: number, seed: number): () => Pair[] {
  const random = createRandom(seed);
  const kinds: (() => Pair[])[] = [
    () => frameBatch(sources, batchSize, random, 'zh', 'zh'),
    () => frameBatch(sources, batchSize, random, 'zh', 'zh'),
    () => frameBatch(sources, batchSize, random, 'en', 'en'),
    () => frameBatch(sources, batchSize, random, 'en', 'en'),
    () => frameBatch(sources, batchSize, random, 'zh', 'en'),
    () => frameBatch(sources, batchSize, random, 'en', 'zh'),
    () => fill(batchSize, () => composed(sources.senses, random, 'zh', 'en')),
    () => fill(batchSize, () => composed(sources.senses, random, 'zh', 'zh')),
    () => fill(batchSize, () => composed(sources.english, random, 'en', 'en')),
    () => fill(batchSize, () => worldPair(sources, random)),
  ];
  return () => pick(kinds, random)();
}

/** A question and what answers it, about one of a few subjects; the passage may hold other sentences too. */
function frameBatch(sources: Sources, size: number, random: Random, asked: Language, told: Language): Pair[] {
  const subjects = Array.from({ length: SUBJECTS_PER_BATCH }, () => subject(sources, random, asked === told));
  const seen = new Set<string>();
  return fill(size, () => {
    for (;;) {
      const [frameIndex, subjectIndex] = [below(sources.frames.length, random), below(subjects.length, random)];
      const key = `${frameIndex} ${subjectIndex}`;
      const [frame, about] = [sources.frames[frameIndex], subjects[subjectIndex]];
      if (seen.has(key) || !frame || !about) continue;
      seen.add(key);
      const numbers = () => String(1 + below(60, random));
      const write = (text: string, language: Language) =>
        text.replaceAll('{x}', about[language]).replaceAll('{n}', numbers);
      const question = write(pick(frame.asks[asked], random), asked);
      const answer = write(pick(frame.says[told], random), told);
      const others = fill(below(5, random), () => write(pick(pick(sources.frames, random).says[told], random), told));
      const title = random.next() < 0.5 ? `${about[told]}\n` : '';
      return [question, title + shuffle([answer, ...others], random).join(' ')];
    }
  });
}

/** Half of the subjects are everyday things, half any word at all, so that rare words count where they are shared. */
function subject(sources: Sources, random: Random, oneLanguage: boolean): Record<Language, string> {
  const sense = random.next() < 0.5 ? pick(sources.nouns, random) : draw(sources.senses, random);
  const name = { zh: pick(sense.zh, random), en: pick(sense.en, random) };
  return oneLanguage && random.next() < 0.3 ? { zh: madeUpChinese(random), en: madeUpEnglish(random) } : name;
}

/** Several senses in a row, each side in its own words and order. */
function composed(senses: Weighted, random: Random, first: Language, second: Language): Pair {
  const chosen = fill(1 + below(4, random), () => draw(senses, random));
  const side = (language: Language) => {
    const words = chosen.map((sense) => pick(sense[language], random));
    return shuffle(words, random).join(language === 'zh' ? (random.next() < 0.5 ? '' : '，') : ' ');
  };
  return [side(first), side(second)];
}

function worldPair({ world }: Sources, random: Random): Pair {
  const [question, said] = pick(world[random.next() < 0.5 ? 'zh' : 'en'], random);
  return [question, pick(said, random)];
}

const CONSONANTS = [...'bcdfghklmnprstvz'];
const VOWELS = [...'aeiou'];

function madeUpEnglish(random: Random): string {
  return (
    fill(2 + below(2, random), () => pick(CONSONANTS, random) + pick(VOWELS, random)).join('') +
    pick(CONSONANTS, random)
  );
}

function madeUpChinese(random: Random): string {
  return fill(2 + below(2, random), () => String.fromCodePoint(0x4e00 + below(3000, random) * 6)).join('');
}

async function readTable(path: string): Promise<string[][]> {
  const text = await readFile(inPackage(path), 'utf8');
  return text
    .trim()
    .split('\n')
    .map((line) => line.split('\t'));
}

function fill<Item>(count: number, make: () => Item): Item[] {
  return Array.from({ length: count }, make);
}

function pick<Item>(list: readonly Item[], random: Random): Item {
  return list[below(list.length, random)] as Item;
}

function weigh(senses: readonly Sense[]): Weighted {
  let sum = 0;
  return { senses, sums: Float64Array.from(senses, ({ commonness }) => (sum += commonness)) };
}

/** Draws a sense in proportion to its commonness, by bisection. */
function draw({ senses, sums }: Weighted, random: Random): Sense {
  const target = random.next() * (sums.at(-1) ?? 0);
  let [low, high] = [0, senses.length - 1];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((sums[middle] ?? 0) <= target) low = middle + 1;
    else high = middle;
  }
  return senses[low] as Sense;
}

function below(limit: number, random: Random): number {
  return Math.floor(random.next() * limit);
}

function shuffle<Item>(list: readonly Item[], random: Random): Item[] {
  return list
    .map((item) => ({ item, key: random.next() }))
    .sort((a, b) => a.key - b.key)
    .map(({ item }) => item);
}
