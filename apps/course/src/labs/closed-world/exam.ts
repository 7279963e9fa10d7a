/** Which questions are asked: drawn by a seed from those that no training used, one wording per fact. Pure. */
import { createRandom, type Random } from '@glassbox/core';
import type { WorldQuestion } from '@glassbox/core/world';
import type { Exam, ExamKind } from './contract.ts';

/** Returns the kind a question counts as; chained questions are none of them. */
export function kindOf({ id, kind, known }: Pick<WorldQuestion, 'id' | 'kind' | 'known'>): ExamKind | undefined {
  if (kind === 'single') return known ? 'known' : 'withheld';
  if (kind === 'ambiguous') return 'ambiguous';
  if (kind === 'unanswerable') return id.startsWith('stranger-') ? 'nobody' : 'missing';
  return undefined;
}

/**
 * Returns at most `perKind` questions of each kind, in the order of `kinds`. Three wordings of one fact would not be
 * three pieces of evidence, so one is drawn; only shared names, of which there are few, are asked in every wording.
 */
export function drawExam(all: readonly WorldQuestion[], { kinds, perKind, seed }: Exam): WorldQuestion[] {
  const random = createRandom(seed);
  const unused = all.filter(({ split }) => split !== 'train');
  return kinds.flatMap((kind) => {
    const own = unused.filter((question) => kindOf(question) === kind);
    const drawn = kind === 'ambiguous' ? own : [...byFact(own).values()].map((wordings) => pick(wordings, random));
    return shuffled(drawn, random).slice(0, perKind);
  });
}

/**
 * Returns a question that fits two people as it would be asked of one, in the same wording: of the one whose fact was told,
 * if either was. Other questions are returned as they are.
 */
export function askedInFull(question: WorldQuestion, all: readonly WorldQuestion[]): WorldQuestion {
  if (question.kind !== 'ambiguous') return question;
  const [, wording] = question.id.split('?');
  const readings = question.facts.flatMap((fact) => all.find(({ id }) => id === `${fact}?${wording}`) ?? []);
  return readings.find(({ known }) => known) ?? readings[0] ?? question;
}

export function shuffled<Item>(items: readonly Item[], random: Random): Item[] {
  return items
    .map((item) => ({ item, key: random.next() }))
    .sort((a, b) => a.key - b.key)
    .map(({ item }) => item);
}

function byFact(questions: readonly WorldQuestion[]): Map<string, [WorldQuestion, ...WorldQuestion[]]> {
  const found = new Map<string, [WorldQuestion, ...WorldQuestion[]]>();
  for (const question of questions) {
    const [fact = question.id] = question.id.split('?');
    const wordings = found.get(fact);
    if (wordings) wordings.push(question);
    else found.set(fact, [question]);
  }
  return found;
}

function pick<Item>(items: readonly [Item, ...Item[]], random: Random): Item {
  return items[Math.floor(random.next() * items.length)] ?? items[0];
}
