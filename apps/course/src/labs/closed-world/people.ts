/** Whom the learner may ask about, and the question that asks it. Pure. */
import { createRandom } from '@glassbox/core';
import type { World, WorldQuestion } from '@glassbox/core/world';
import type { Person, Property } from './contract.ts';
import { shuffled } from './exam.ts';
import type { Gloss } from './gloss.ts';

const OFFERED = { people: 7, strangers: 2, shared: 1 } as const;

/** Returns some names drawn by the seed, mixed: most are people, some are nobody, one belongs to two. */
export function drawPeople(world: World, gloss: Gloss, seed: number): Person[] {
  const random = createRandom(seed);
  const people = [...world.terms.values()].filter(
    ({ id, kind, sharedName }) => kind === 'person' && !sharedName && !id.startsWith('stranger-'),
  );
  const drawn = [
    ...shuffled(people, random).slice(0, OFFERED.people),
    ...shuffled(world.strangers, random).slice(0, OFFERED.strangers),
  ].map(({ id, name }) => ({ id, name: gloss(name.zh) }));
  const shared = shuffled(world.namesakes, random)
    .slice(0, OFFERED.shared)
    .map(([first]) => ({ id: `${first.id}+b`, name: gloss((first.sharedName ?? first.name).zh) }));
  return shuffled([...drawn, ...shared], random);
}

/** Returns the question about a person and a property; where the world has none, one in the words asked of others. */
export function questionAbout(
  world: World,
  all: readonly WorldQuestion[],
  { person, property }: { person: string; property: Property },
): WorldQuestion | undefined {
  const about = property === 'age' ? 'missing' : property;
  const own = all.find(({ id }) => id === `${person}.${about}?0`);
  if (own) return own;
  const pattern = all.find(({ id }) => id.startsWith('person-') && id.endsWith(`.${about}?0`));
  const [other] = pattern?.id.split('.') ?? [];
  const from = world.terms.get(other ?? '')?.name.zh;
  const name = nameOf(world, person);
  if (!pattern || from === undefined || name === undefined) return undefined;
  return {
    ...pattern,
    id: `${person}.${about}?0`,
    kind: person.endsWith('+b') ? 'ambiguous' : 'unanswerable',
    text: pattern.text.replace(from, name),
    answerable: false,
    known: false,
    facts: [],
    answers: [],
  };
}

function nameOf(world: World, person: string): string | undefined {
  const term = world.terms.get(person.replace('+b', ''));
  return (person.endsWith('+b') ? term?.sharedName : term?.name)?.zh;
}
