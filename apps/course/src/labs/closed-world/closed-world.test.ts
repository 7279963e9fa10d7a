import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, it } from 'vitest';
import { EXAM_KINDS, PROPERTIES } from './contract.ts';
import { askedInFull, drawExam, kindOf } from './exam.ts';
import { openLibrary } from './library.ts';
import { type ClosedWorld, openWorld } from './open-world.ts';
import { drawPeople, questionAbout } from './people.ts';

let closed: ClosedWorld;

beforeAll(async () => {
  const file = fileURLToPath(import.meta.resolve('@glassbox/models/pipeline/world.json'));
  closed = openWorld(await readFile(file, 'utf8'));
});

describe('an exam', () => {
  const exam = { kinds: EXAM_KINDS, perKind: 12, seed: 1 };

  it('asks so many of each kind, of facts no training asked for, one wording of each', () => {
    const asked = drawExam(closed.all, exam);
    for (const kind of EXAM_KINDS) expect(asked.filter((one) => kindOf(one) === kind)).toHaveLength(12);
    expect(asked.filter(({ split }) => split === 'train')).toEqual([]);
    const facts = asked.filter(({ kind }) => kind === 'single').map(({ id }) => id.split('?')[0]);
    expect(new Set(facts).size).toBe(facts.length);
  });

  it('is the same for the same seed and another for another', () => {
    const ids = (seed: number) => drawExam(closed.all, { ...exam, seed }).map(({ id }) => id);
    expect(ids(1)).toEqual(ids(1));
    expect(ids(1)).not.toEqual(ids(2));
  });
});

describe('a name that two people have', () => {
  it('is asked about in full: of one of the two, in the same wording, of the one who was told about if there is one', () => {
    const drawn = drawExam(closed.all, { kinds: ['ambiguous'], perKind: 40, seed: 1 });
    expect(drawn.length).toBeGreaterThan(0);
    for (const question of drawn) {
      const full = askedInFull(question, closed.all);
      expect(full.kind).toBe('single');
      expect(full.text.endsWith(question.text)).toBe(true);
      expect(question.answers).toContain(full.answers[0]);
      expect(full.id.split('?')[1]).toBe(question.id.split('?')[1]);
      const told = question.facts.some((id) => closed.all.some((one) => one.id.startsWith(`${id}?`) && one.known));
      expect(full.known).toBe(told);
    }
    expect(drawn.some((question) => askedInFull(question, closed.all).known)).toBe(true);
  });

  it('is all that is changed', () => {
    const others = drawExam(closed.all, { kinds: ['known', 'nobody'], perKind: 5, seed: 1 });
    expect(others.map((question) => askedInFull(question, closed.all))).toEqual(others);
  });
});

describe('whom to ask about', () => {
  it('is drawn by the seed, with somebody who does not exist and a name that two have', () => {
    const people = drawPeople(closed.world, closed.gloss, 3);
    expect(people.some(({ id }) => id.startsWith('stranger-'))).toBe(true);
    expect(people.some(({ id }) => id.endsWith('+b'))).toBe(true);
    expect(people.every(({ name }) => name.text !== '' && name.gloss !== '')).toBe(true);
    expect(drawPeople(closed.world, closed.gloss, 4)).not.toEqual(people);
  });

  it('has a question for every name and property, with the name in it', () => {
    for (const { id, name } of drawPeople(closed.world, closed.gloss, 5)) {
      for (const property of PROPERTIES) {
        const question = questionAbout(closed.world, closed.all, { person: id, property });
        expect(question?.text).toContain(name.text);
        if (id.startsWith('stranger-')) expect(question?.kind).toBe('unanswerable');
        if (id.endsWith('+b')) expect(question?.kind).toBe('ambiguous');
      }
    }
  });
});

describe('the gloss', () => {
  it('says every question and every answer in English', () => {
    const texts = drawExam(closed.all, { kinds: EXAM_KINDS, perKind: 40, seed: 2 }).flatMap(({ text, answers }) => [
      text,
      ...answers.flatMap((answer) => [answer, `${answer}。`]),
    ]);
    expect(texts.filter((text) => closed.gloss(text).gloss === '')).toEqual([]);
    expect(closed.gloss('我不知道。').gloss).toBe("I don't know.");
    expect(closed.gloss('云里雾里').gloss).toBe('');
  });
});

describe('the library', () => {
  it('finds the passage that answers, and not where it is left out', async () => {
    const [question] = drawExam(closed.all, { kinds: ['withheld'], perKind: 1, seed: 7 });
    const [answer = '?'] = question?.answers ?? [];
    const find = async (complete: boolean) =>
      (await openLibrary(closed, complete).retriever.retrieve(question?.text ?? '', 3)).join('');
    expect(await find(true)).toContain(answer);
    const subject = closed.world.factById.get(question?.facts[0] ?? '')?.subject ?? '';
    const name = closed.world.terms.get(subject)?.name.zh ?? '?';
    expect((await find(false)).split('。').filter((one) => one.includes(name) && one.includes(answer))).toEqual([]);
  });
});
