import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { goodAnswer } from './answers.ts';
import { questions } from './questions.ts';
import { type Language, RELATIONS } from './relations.ts';
import { documents, statements, trainingStatements } from './statements.ts';
import { alphabetText, refusalQuestions, trainingQuestions } from './training-text.ts';
import * as vocabulary from './vocabulary.ts';
import { createWorld, getTerm, type World } from './world.ts';

const LANGUAGES: readonly Language[] = ['zh', 'en'];
const seeds = fc.integer({ min: 0, max: 2 ** 32 - 1 });

function everyWorld(property: (world: World) => void): void {
  const sizes = fc.record({
    seed: seeds,
    people: fc.integer({ min: 1, max: 60 }),
    namesakePairs: fc.integer({ min: 0, max: 6 }),
    shops: fc.integer({ min: 0, max: 20 }),
    withheldFraction: fc.double({ min: 0, max: 0.9, noNaN: true }),
  });
  fc.assert(
    fc.property(sizes, (options) => property(createWorld(options))),
    { numRuns: 12, seed: 1 },
  );
}

/** All that training may show: sentences, questions with answers, refusals. */
function trainingLines(world: World, language: Language): string[] {
  const asked = [...trainingQuestions(world, language), ...refusalQuestions(world, language)];
  return [
    ...trainingStatements(world, language),
    ...asked.map((question) => `${question.text} ${goodAnswer(question)}`),
  ];
}

it('has facts of the relations asked for only', () => {
  const world = createWorld({ seed: 3, attributes: ['job', 'pet'] });
  expect(new Set(world.facts.map(({ attribute }) => attribute))).toEqual(new Set(['job', 'pet']));
  expect(questions(world, 'zh').filter(({ kind }) => kind === 'twoStep')).toEqual([]);
  expect(() => createWorld({ seed: 3, attributes: [] })).toThrow(/attributes is empty; one or more of home, job/);
  expect(() => createWorld({ seed: 3, attributes: ['age'] as never })).toThrow(/attributes is age/);
});

describe('createWorld', () => {
  it('gives the same world for the same seed and another for another', () => {
    fc.assert(
      fc.property(seeds, (seed) => {
        expect(createWorld({ seed })).toEqual(createWorld({ seed }));
        expect(createWorld({ seed }).facts).not.toEqual(createWorld({ seed: (seed + 1) % 2 ** 32 }).facts);
      }),
      { numRuns: 5, seed: 1 },
    );
  });

  it('withholds a quarter of every relation, and leaves everybody at least one known fact', () => {
    const world = createWorld({ seed: 3 });
    const withheld = world.facts.filter((fact) => fact.withheld);
    expect(withheld.length / world.facts.length).toBeCloseTo(0.25, 2);
    for (const attribute of Object.keys(RELATIONS)) {
      const all = world.facts.filter((fact) => fact.attribute === attribute).length;
      const hidden = withheld.filter((fact) => fact.attribute === attribute).length;
      expect(Math.abs(hidden - all / 4)).toBeLessThanOrEqual(0.5);
    }
    everyWorld(({ facts }) => {
      const known = new Set(facts.filter((fact) => !fact.withheld).map(({ subject }) => subject));
      expect(facts.every(({ subject }) => known.has(subject))).toBe(true);
    });
  });

  it('deals values evenly, so that always guessing the commonest pays about 1 in as many as there are', () => {
    const jobs = createWorld({ seed: 5, namesakePairs: 0 }).facts.filter(({ attribute }) => attribute === 'job');
    const counts = Object.values(Object.groupBy(jobs, ({ value }) => value)).map((group) => group?.length);
    expect(counts).toEqual(Array(8).fill(20));
  });

  it('names things apart in both languages, and no value hides inside another of its kind', () => {
    const pools = Object.values(vocabulary).filter((pool): pool is readonly vocabulary.NamePair[] =>
      Array.isArray(pool[0]),
    );
    expect(pools.length).toBeGreaterThan(5);
    for (const words of pools.flatMap((pool) => [pool.map(([zh]) => zh), pool.map(([, en]) => en)])) {
      for (const word of words) expect(words.filter((other) => other.includes(word))).toEqual([word]);
    }
    everyWorld((world) => {
      for (const language of LANGUAGES) {
        const names = [...world.terms.values()].map(({ name }) => name[language]);
        expect(new Set(names).size).toBe(names.length);
      }
    });
  });

  it.each([
    [{ people: 0 }, 'people'],
    [{ people: 590 }, 'people'],
    [{ seed: -1 }, 'seed'],
    [{ seed: 0.5 }, 'seed'],
    [{ places: 1 }, 'places'],
    [{ shops: 49 }, 'shops'],
    [{ withheldFraction: 1 }, 'withheldFraction'],
    [{ withheldFraction: Number.NaN }, 'withheldFraction'],
    [{ trainFraction: 0.95 }, 'trainFraction'],
  ])('refuses %o', (options, field) => {
    expect(() => createWorld({ seed: 1, ...options })).toThrow(expect.objectContaining({ code: 'config', field }));
  });

  it('refuses an id it does not have', () => {
    expect(() => getTerm(createWorld({ seed: 1 }), 'person-999')).toThrow(/person-999 was asked for/);
  });
});

describe('training text', () => {
  it('never lets a withheld fact through: no line tells both its subject and its value', () => {
    everyWorld((world) => {
      for (const language of LANGUAGES) {
        const told = new Set(trainingStatements(world, language));
        const lines = trainingLines(world, language);
        for (const fact of world.facts.filter(({ withheld }) => withheld)) {
          for (const sentence of statements(world, fact, language)) expect(told.has(sentence)).toBe(false);
          const subject = getTerm(world, fact.subject).name[language].toLowerCase();
          const value = getTerm(world, fact.value).name[language].toLowerCase();
          const both = lines.filter((line) => {
            const text = line.toLowerCase();
            return text.includes(subject) && text.includes(value);
          });
          // A line with both words may only come from another fact that joins the two: 张三 may be mayor where he lives.
          const others = world.facts.filter((other) => !other.withheld && other.id !== fact.id);
          const allowed = others
            .flatMap((other) => statements(world, other, language))
            .map((text) => text.toLowerCase());
          const answered = trainingQuestions(world, language).map((q) => `${q.text} ${goodAnswer(q)}`.toLowerCase());
          expect(
            both.filter((line) => !allowed.includes(line.toLowerCase()) && !answered.includes(line.toLowerCase())),
          ).toEqual([]);
        }
      }
    });
  });

  it('answers only questions whose every fact is told, and refuses only those that cannot be answered', () => {
    everyWorld((world) => {
      for (const language of LANGUAGES) {
        for (const { facts } of trainingQuestions(world, language)) {
          expect(facts.some((id) => world.factById.get(id)?.withheld)).toBe(false);
        }
        for (const question of refusalQuestions(world, language)) {
          for (const answer of question.answers) expect(goodAnswer(question)).not.toContain(answer);
        }
      }
    });
  });

  it('asks no question of calibration or test, and none in a held-out phrasing', () => {
    const world = createWorld({ seed: 2 });
    for (const language of LANGUAGES) {
      const lines = new Set(
        [...trainingQuestions(world, language), ...refusalQuestions(world, language)].map((q) => q.text),
      );
      const heldBack = questions(world, language).filter((q) => q.split !== 'train' || q.heldOutPhrasing);
      expect(heldBack.length).toBeGreaterThan(1000);
      expect(heldBack.filter(({ text }) => lines.has(text))).toEqual([]);
    }
  });

  it('needs a small alphabet of characters: Chinese under 250, English under 70', () => {
    const world = createWorld({ seed: 1 });
    expect(new Set(alphabetText(world, 'zh')).size).toBeLessThan(250);
    expect(new Set(alphabetText(world, 'en')).size).toBeLessThan(70);
  });

  it('keeps every fact in the documents, withheld ones too', () => {
    const world = createWorld({ seed: 1 });
    expect(new Set(documents(world, 'zh').map(({ factId }) => factId)).size).toBe(world.facts.length);
  });
});

describe('questions', () => {
  it('have the truth that follows from their facts', () => {
    everyWorld((world) => {
      for (const language of LANGUAGES) {
        for (const question of questions(world, language)) {
          const facts = question.facts.map((id) => world.factById.get(id));
          const values = facts.map((fact) => getTerm(world, fact?.value ?? '').name[language]);
          if (question.kind === 'single') expect(question.answers).toEqual(values);
          if (question.kind === 'twoStep') {
            expect(facts[1]?.subject).toBe(facts[0]?.value);
            expect(question.answers).toEqual(values.slice(1));
          }
          if (question.kind === 'ambiguous') expect(question.answers).toEqual(values);
          if (question.kind === 'unanswerable') expect([question.answers, question.facts]).toEqual([[], []]);
          expect(question.known).toBe(facts.length > 0 && facts.every((fact) => fact?.withheld === false));
        }
      }
    });
  });

  it('are open when ambiguous: two people, one name, two values', () => {
    for (const seed of [1, 2, 3, 4, 5]) {
      const ambiguous = questions(createWorld({ seed, namesakePairs: 20 }), 'zh').filter((q) => q.kind === 'ambiguous');
      expect(ambiguous).toHaveLength(20 * 3 * 3);
      for (const { answers } of ambiguous) expect(new Set(answers).size).toBe(2);
    }
  });

  it('have unique ids, and the same ids, facts and splits in both languages', () => {
    const world = createWorld({ seed: 4 });
    const [zh, en] = LANGUAGES.map((language) => questions(world, language));
    expect(new Set(zh?.map(({ id }) => id)).size).toBe(zh?.length);
    const plain = (list: typeof zh) => list?.map(({ id, facts, split, known }) => ({ id, facts, split, known }));
    expect(plain(zh)).toEqual(plain(en));
  });

  it('read naturally', () => {
    const world = createWorld({ seed: 1 });
    const fact = world.facts.find(({ attribute }) => attribute === 'job');
    if (!fact) throw new Error('no job');
    expect(statements(world, fact, 'en')).toMatchInlineSnapshot(`
      [
        "Tom Keller is a teacher.",
        "The job of Tom Keller is teacher.",
        "Tom Keller has long worked as a teacher.",
      ]
    `);
    expect(statements(world, fact, 'zh')).toMatchInlineSnapshot(`
      [
        "蒋安平是教师。",
        "蒋安平的工作是教师。",
        "蒋安平做了很多年教师。",
      ]
    `);
    const all = questions(world, 'en');
    expect(all.find(({ kind }) => kind === 'twoStep')?.text).toMatchInlineSnapshot(
      `"Where is what Plenty House sells made?"`,
    );
    expect(all.find(({ kind }) => kind === 'ambiguous')?.text).toMatchInlineSnapshot(`"What does Saul Baker do?"`);
    expect(all.find(({ id }) => id.startsWith('namesake-0a.job'))?.text).toMatchInlineSnapshot(
      `"What does Saul Baker of Redrock do?"`,
    );
  });
});
