/**
 * What can be asked of the world, with the truth. Four kinds: one fact answers it; two facts chained answer it; it
 * fits two people; nothing answers it. Each question says which facts it needs and what it may be used for.
 */
import { createRandom } from '@glassbox/kernels/random';
import { mixSeed } from '../foundations/random.ts';
import { type Attribute, fillPhrase, type Language, MISSING, RELATIONS, ROUTES, type TermKind } from './relations.ts';
import { shuffled, type Term } from './terms.ts';
import { dealSplits, type Fact, getTerm, type Split, type World } from './world.ts';

/** One fact answers it, two chained do, it fits two people, or nothing answers it. */
export type QuestionKind = 'single' | 'twoStep' | 'ambiguous' | 'unanswerable';

/** A question with its truth, what it needs and what it may be used for. */
export interface WorldQuestion {
  /** Unique in its language; phrasing k of one question ends in `?k`. */
  readonly id: string;
  readonly kind: QuestionKind;
  readonly language: Language;
  readonly text: string;
  /** True if the world holds exactly one true answer, whether or not a model could have learnt it. */
  readonly answerable: boolean;
  /** True if every fact it needs is told in training. */
  readonly known: boolean;
  /** Ids of the facts it needs, in the order of the steps; of an ambiguous question those of either reading. */
  readonly facts: readonly string[];
  /** The true answer; of an ambiguous question one per reading; of an unanswerable one none. */
  readonly answers: readonly string[];
  /** Every name that a value of its relation can have: to tell a wrong answer from none. */
  readonly range: readonly string[];
  /** What it may be used for. */
  readonly split: Split;
  /** True: no training text asks in this way, whatever the split. */
  readonly heldOutPhrasing: boolean;
}

/** Returns every question of the world in one language; the order is fixed. */
export function questions(world: World, language: Language): WorldQuestion[] {
  const ranges = rangesOf(world, language);
  return [
    ...singleQuestions(world, language, ranges),
    ...twoStepQuestions(world, language, ranges),
    ...ambiguousQuestions(world, language, ranges),
    ...missingQuestions(world, language),
    ...strangerQuestions(world, language, ranges),
  ];
}

type Ranges = ReadonlyMap<TermKind, readonly string[]>;

function rangesOf(world: World, language: Language): Ranges {
  const ranges = new Map<TermKind, string[]>();
  for (const { kind, name, sharedName } of world.terms.values()) {
    if (!sharedName) ranges.set(kind, [...(ranges.get(kind) ?? []), name[language]]);
  }
  return ranges;
}

function rangeOf(attribute: Attribute, ranges: Ranges): readonly string[] {
  return ranges.get(RELATIONS[attribute].value) ?? [];
}

function singleQuestions(world: World, language: Language, ranges: Ranges): WorldQuestion[] {
  return world.facts.flatMap((fact) =>
    phrased(fact.id, RELATIONS[fact.attribute].questions[language], getTerm(world, fact.subject).name[language], {
      kind: 'single',
      language,
      answerable: true,
      known: !fact.withheld,
      facts: [fact.id],
      answers: [getTerm(world, fact.value).name[language]],
      range: rangeOf(fact.attribute, ranges),
      split: fact.split,
    }),
  );
}

function twoStepQuestions(world: World, language: Language, ranges: Ranges): WorldQuestion[] {
  const chains = ROUTES.flatMap((route) =>
    world.facts
      .filter(({ attribute }) => attribute === route.first)
      .flatMap((first) => {
        const second = world.factById.get(`${first.value}.${route.second}`);
        return second ? [{ route, first, second }] : [];
      }),
  );
  // One order for both languages: a chain has the same split in each.
  return dealSplits(shuffled(chains, randomOf(world, 1)), world.options).flatMap(([{ route, first, second }, split]) =>
    phrased(`${first.id}.${route.second}`, route.questions[language], getTerm(world, first.subject).name[language], {
      kind: 'twoStep',
      language,
      answerable: true,
      known: !first.withheld && !second.withheld,
      facts: [first.id, second.id],
      answers: [getTerm(world, second.value).name[language]],
      range: rangeOf(route.second, ranges),
      split,
    }),
  );
}

/** Asks for a person by a name that two have. */
function ambiguousQuestions(world: World, language: Language, ranges: Ranges): WorldQuestion[] {
  const pairs = dealSplits(shuffled(world.namesakes, randomOf(world, 2)), world.options);
  return pairs.flatMap(([pair, split]) =>
    (['job', 'pet', 'hobby'] as const).flatMap((attribute) => {
      const facts = pair
        .map(({ id }) => world.factById.get(`${id}.${attribute}`))
        .filter((fact): fact is Fact => !!fact);
      return phrased(
        `${pair[0].id}+b.${attribute}`,
        RELATIONS[attribute].questions[language],
        sharedNameOf(pair[0], language),
        {
          kind: 'ambiguous',
          language,
          answerable: false,
          known: facts.every(({ withheld }) => !withheld),
          facts: facts.map(({ id }) => id),
          answers: facts.map(({ value }) => getTerm(world, value).name[language]),
          range: rangeOf(attribute, ranges),
          split,
        },
      );
    }),
  );
}

/** Asks somebody or something real for what nothing in the world has. */
function missingQuestions(world: World, language: Language): WorldQuestion[] {
  const subjects = [...world.terms.values()].filter(
    ({ id, kind, sharedName }) => kind in MISSING && !sharedName && !id.startsWith('stranger-'),
  );
  return dealSplits(shuffled(subjects, randomOf(world, 3)), world.options).flatMap(([subject, split]) =>
    phrased(`${subject.id}.missing`, MISSING[subject.kind as keyof typeof MISSING][language], subject.name[language], {
      ...unanswerable(language),
      range: [],
      split,
    }),
  );
}

/** Asks what people have of somebody who does not exist. */
function strangerQuestions(world: World, language: Language, ranges: Ranges): WorldQuestion[] {
  return dealSplits(shuffled(world.strangers, randomOf(world, 4)), world.options).flatMap(([stranger, split]) =>
    (['home', 'job', 'pet', 'hobby'] as const).flatMap((attribute) =>
      phrased(`${stranger.id}.${attribute}`, RELATIONS[attribute].questions[language], stranger.name[language], {
        ...unanswerable(language),
        range: rangeOf(attribute, ranges),
        split,
      }),
    ),
  );
}

function unanswerable(language: Language) {
  return { kind: 'unanswerable', language, answerable: false, known: false, facts: [], answers: [] } as const;
}

/** One question per phrasing; the last phrasing is the one kept out of training. */
function phrased(
  id: string,
  phrases: readonly string[],
  subject: string,
  question: Omit<WorldQuestion, 'id' | 'text' | 'heldOutPhrasing'>,
): WorldQuestion[] {
  return phrases.map((phrase, index) => ({
    ...question,
    id: `${id}?${index}`,
    text: fillPhrase(phrase, subject),
    heldOutPhrasing: index === phrases.length - 1,
  }));
}

function sharedNameOf({ name, sharedName }: Term, language: Language): string {
  return (sharedName ?? name)[language];
}

/** A stream of its own per kind, so that a change of one kind leaves the others as they were. */
function randomOf(world: World, kind: number) {
  return createRandom(mixSeed(world.options.seed, kind));
}
