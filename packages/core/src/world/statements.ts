/** What the world says: every fact as sentences, and which of them a model in training may read. */
import { fillPhrase, type Language, RELATIONS } from './relations.ts';
import { type Fact, getTerm, type World } from './world.ts';

/** Returns the sentences that tell one fact, each in another phrasing. */
export function statements(world: World, fact: Fact, language: Language): string[] {
  const subject = getTerm(world, fact.subject).name[language];
  const value = getTerm(world, fact.value).name[language];
  return RELATIONS[fact.attribute].statements[language].map((phrase) => fillPhrase(phrase, subject, value));
}

/** Returns every sentence a model may be trained on: all phrasings of all facts that are not withheld. */
export function trainingStatements(world: World, language: Language): string[] {
  return world.facts.filter(({ withheld }) => !withheld).flatMap((fact) => statements(world, fact, language));
}

/** A sentence with the fact it tells. */
export interface WorldDocument {
  readonly id: string;
  readonly text: string;
  readonly factId: string;
}

/**
 * Returns one sentence per fact, withheld ones included: what a library or a company's documents hold that the model
 * never read. Phrasings go round, so that a search can't rely on one wording.
 */
export function documents(world: World, language: Language): WorldDocument[] {
  return world.facts.map((fact, index) => {
    const sentences = statements(world, fact, language);
    return { id: `document-${index}`, text: sentences[index % sentences.length] ?? '', factId: fact.id };
  });
}
