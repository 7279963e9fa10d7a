/** The cast of a world: everyone and everything that has a name, drawn from the vocabulary by the seed. */
import type { Random } from '@glassbox/kernels/random';
import type { Language, TermKind } from './relations.ts';
import {
  ENGLISH_GIVEN_NAMES,
  FAMILY_NAMES,
  GIVEN_CHARACTERS,
  HOBBIES,
  JOBS,
  MATERIALS,
  type NamePair,
  PETS,
  PLACES,
  PRODUCT_FIRST,
  PRODUCT_SECOND,
  SHOP_FIRST,
  SHOP_SECOND,
  SIGHTS,
} from './vocabulary.ts';

/** Whoever or whatever has a name: an entity of the world, or a word such as a job. */
export interface Term {
  /** `person-12`, `place-3`, `pet-0`: kind and number. */
  readonly id: string;
  readonly kind: TermKind;
  /** Names one thing only; of people who share a name it tells where they live: 青石的李明远. */
  readonly name: Readonly<Record<Language, string>>;
  /** The name alone, where another person has it too. */
  readonly sharedName?: Readonly<Record<Language, string>>;
}

/** Everyone and everything that has a name. */
export interface Cast {
  readonly terms: readonly Term[];
  /** Pairs of people with one name. */
  readonly namesakes: readonly (readonly [Term, Term])[];
  /** Names of people who do not exist. */
  readonly strangers: readonly Term[];
}

/** How many of each. */
export interface CastSizes {
  readonly people: number;
  readonly shops: number;
  readonly products: number;
  readonly places: number;
  readonly namesakePairs: number;
  readonly strangers: number;
}

/** Most people (strangers and namesakes included) that distinct names in both languages allow with room to draw. */
export const MAX_NAMES = 600;

/** Returns the cast; the same sizes and random state give the same cast. */
export function drawCast(sizes: CastSizes, random: Random): Cast {
  const { people, namesakePairs, strangers } = sizes;
  const places = termsOf('place', PLACES.slice(0, sizes.places));
  const names = drawNames(people + namesakePairs + strangers, random);
  const persons = termsOf('person', names.slice(0, people));
  const namesakes = names.slice(people, people + namesakePairs).map((name, i) => drawPair(name, i, places, random));
  return {
    terms: [
      ...places,
      ...persons,
      ...namesakes.flat(),
      ...termsOf('shop', shuffled(combine(SHOP_FIRST, SHOP_SECOND, ' '), random).slice(0, sizes.shops)),
      ...termsOf('product', shuffled(combine(PRODUCT_FIRST, PRODUCT_SECOND, ' '), random).slice(0, sizes.products)),
      ...termsOf('job', JOBS),
      ...termsOf('pet', PETS),
      ...termsOf('hobby', HOBBIES),
      ...termsOf('sight', SIGHTS),
      ...termsOf('material', MATERIALS),
    ],
    namesakes,
    strangers: names.slice(people + namesakePairs).map(([zh, en], i) => term(`stranger-${i}`, 'person', [zh, en])),
  };
}

/** Returns the items in an order drawn by Fisher and Yates' method; the input stays as it is. */
export function shuffled<Item>(items: readonly Item[], random: Random): Item[] {
  const result = [...items];
  for (let last = result.length - 1; last > 0; last--) {
    const other = Math.floor(random.next() * (last + 1));
    [result[last], result[other]] = [result[other] as Item, result[last] as Item];
  }
  return result;
}

/** Returns one item; `items` must not be empty. */
function pick<Item>(items: readonly Item[], random: Random): Item {
  return items[Math.floor(random.next() * items.length)] as Item;
}

/** Two people of one name, told apart by two different towns. */
function drawPair([zh, en]: NamePair, index: number, places: readonly Term[], random: Random): readonly [Term, Term] {
  const [first, second] = shuffled(places, random);
  const personOf = (place: Term | undefined, letter: string): Term => ({
    ...term(`namesake-${index}${letter}`, 'person', [`${place?.name.zh}的${zh}`, `${en} of ${place?.name.en}`]),
    sharedName: { zh, en },
  });
  return [personOf(first, 'a'), personOf(second, 'b')];
}

/** Names distinct in both languages, each made of a family name and a given name. */
function drawNames(count: number, random: Random): NamePair[] {
  const chinese = new Set<string>();
  const english = new Set<string>();
  const names: NamePair[] = [];
  while (names.length < count) {
    const [familyZh, familyEn] = pick(FAMILY_NAMES, random);
    const zh = `${familyZh}${pick(GIVEN_CHARACTERS, random)}${pick(GIVEN_CHARACTERS, random)}`;
    const en = `${pick(ENGLISH_GIVEN_NAMES, random)} ${familyEn}`;
    if (chinese.has(zh) || english.has(en)) continue;
    chinese.add(zh);
    english.add(en);
    names.push([zh, en]);
  }
  return names;
}

function combine(firsts: readonly NamePair[], seconds: readonly NamePair[], space: string): NamePair[] {
  return firsts.flatMap(([zh, en]) => seconds.map(([zh2, en2]): NamePair => [`${zh}${zh2}`, `${en}${space}${en2}`]));
}

function termsOf(kind: TermKind, names: readonly NamePair[]): Term[] {
  return names.map((name, index) => term(`${kind}-${index}`, kind, name));
}

function term(id: string, kind: TermKind, [zh, en]: NamePair): Term {
  return { id, kind, name: { zh, en } };
}
