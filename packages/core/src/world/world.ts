/**
 * A small fictional world whose every truth is known: people, shops, products and places, and the relations between
 * them, all drawn from one seed. Some facts are withheld from every training text, so that what a model says about
 * them is invention, and measurably so.
 */
import { createRandom, type Random } from '@glassbox/kernels/random';
import { ConfigError } from '../foundations/errors.ts';
import { ATTRIBUTES, type Attribute, RELATIONS } from './relations.ts';
import { type Cast, drawCast, shuffled, type Term } from './terms.ts';
import { completeWorldOptions, type WorldOptions } from './world-options.ts';

/** What a fact's questions may be used for: to train on, to set thresholds by, or to measure with. */
export type Split = 'train' | 'calibration' | 'test';

/** One truth of the world. */
export interface Fact {
  /** `person-3.job` */
  readonly id: string;
  /** Id of a term. */
  readonly subject: string;
  readonly attribute: Attribute;
  /** Id of a term. */
  readonly value: string;
  /** True: no training text tells or asks it. */
  readonly withheld: boolean;
  /** Of its questions. Known facts are told in training in every split; only `train` is also asked there. */
  readonly split: Split;
}

/** A world as plain data; `statements`, `questions` and `documents` make text of it. */
export interface World {
  readonly options: Required<WorldOptions>;
  readonly facts: readonly Fact[];
  /** By id, `subject.attribute`. */
  readonly factById: ReadonlyMap<string, Fact>;
  readonly terms: ReadonlyMap<string, Term>;
  readonly namesakes: Cast['namesakes'];
  readonly strangers: readonly Term[];
}

/**
 * Returns the world of a seed: plain data, about 900 facts by default, made in a few milliseconds.
 *
 * Withheld facts are drawn within each relation, so that every relation has its share; everyone and everything keeps
 * at least one known fact, so that no withheld fact is about a name never seen. Splits are drawn likewise.
 *
 * @throws ConfigError naming the first option that is out of range
 * @example createWorld({ seed: 1 }).facts.filter((fact) => fact.withheld).length;
 */
export function createWorld(options: WorldOptions): World {
  const complete = completeWorldOptions(options);
  const random = createRandom(complete.seed);
  const cast = drawCast(complete, random);
  const kinds = ATTRIBUTES.filter((attribute) => complete.attributes.includes(attribute));
  const drawn = kinds.flatMap((attribute) => drawFacts(attribute, cast, random));
  const facts = markFacts(drawn, complete, random);
  return {
    options: complete,
    facts,
    factById: new Map(facts.map((fact) => [fact.id, fact])),
    terms: new Map([...cast.terms, ...cast.strangers].map((term) => [term.id, term])),
    namesakes: cast.namesakes,
    strangers: cast.strangers,
  };
}

/** Returns a term of the world by id. Throws a ConfigError if it has none of that id. */
export function getTerm(world: World, id: string): Term {
  const term = world.terms.get(id);
  if (term) return term;
  throw new ConfigError(
    `getTerm: ${id} was asked for; the id of a term of this world was needed; look in terms.`,
    'id',
  );
}

type DrawnFact = Omit<Fact, 'withheld' | 'split'>;

/**
 * One fact per subject of the relation. Values are dealt round and round from a shuffled pool, so that each comes up
 * about as often as any other and guessing pays no more than 1 / pool.
 */
function drawFacts(attribute: Attribute, cast: Cast, random: Random): DrawnFact[] {
  const relation = RELATIONS[attribute];
  const subjects = cast.terms.filter(
    // A namesake's home is part of the name already.
    ({ kind, sharedName }) => kind === relation.subject && !(attribute === 'home' && sharedName),
  );
  const pool = cast.terms.filter(({ kind, sharedName }) => kind === relation.value && !sharedName);
  const deck = shuffled(
    subjects.map((_, index) => index % pool.length),
    random,
  );
  const order = shuffled(pool, random);
  const facts = subjects.map((subject, index) => ({
    id: `${subject.id}.${attribute}`,
    subject: subject.id,
    attribute,
    value: (order[deck[index] ?? 0] as Term).id,
  }));
  return separateNamesakes(facts, order);
}

/** The second of two namesakes never has the value of the first: a question that names neither is truly open. */
function separateNamesakes(facts: readonly DrawnFact[], order: readonly Term[]): DrawnFact[] {
  const values = new Map(facts.map(({ subject, value }) => [subject, value]));
  return facts.map((fact) => {
    const twin =
      fact.subject.startsWith('namesake-') && fact.subject.endsWith('b') ? `${fact.subject.slice(0, -1)}a` : '';
    if (values.get(twin) !== fact.value) return fact;
    const next = (order.findIndex(({ id }) => id === fact.value) + 1) % order.length;
    return { ...fact, value: (order[next] as Term).id };
  });
}

function markFacts(drawn: readonly DrawnFact[], options: Required<WorldOptions>, random: Random): Fact[] {
  const withheld = drawWithheld(drawn, options.withheldFraction, random);
  const splits = new Map<string, Split>();
  for (const attribute of ATTRIBUTES) {
    for (const hidden of [false, true]) {
      const group = drawn.filter((fact) => fact.attribute === attribute && withheld.has(fact.id) === hidden);
      for (const [fact, split] of dealSplits(shuffled(group, random), options)) splits.set(fact.id, split);
    }
  }
  return drawn.map((fact) => ({ ...fact, withheld: withheld.has(fact.id), split: splits.get(fact.id) ?? 'test' }));
}

function drawWithheld(drawn: readonly DrawnFact[], fraction: number, random: Random): Set<string> {
  const knownLeft = new Map<string, number>();
  for (const { subject } of drawn) knownLeft.set(subject, (knownLeft.get(subject) ?? 0) + 1);
  const withheld = new Set<string>();
  for (const attribute of ATTRIBUTES) {
    const facts = drawn.filter((fact) => fact.attribute === attribute);
    let wanted = Math.round(fraction * facts.length);
    for (const { id, subject } of shuffled(facts, random)) {
      const left = knownLeft.get(subject) ?? 0;
      if (wanted === 0 || left <= 1) continue;
      withheld.add(id);
      knownLeft.set(subject, left - 1);
      wanted--;
    }
  }
  return withheld;
}

/** Pairs every item with its split, in the order of the items: first train, then calibration, then test. */
export function dealSplits<Item>(
  items: readonly Item[],
  { trainFraction, calibrationFraction }: Pick<Required<WorldOptions>, 'trainFraction' | 'calibrationFraction'>,
): (readonly [Item, Split])[] {
  const trainEnd = Math.round(trainFraction * items.length);
  const calibrationEnd = Math.round((trainFraction + calibrationFraction) * items.length);
  return items.map((item, index) => [
    item,
    index < trainEnd ? 'train' : index < calibrationEnd ? 'calibration' : 'test',
  ]);
}
