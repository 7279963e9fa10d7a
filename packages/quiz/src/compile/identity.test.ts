import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { compile } from '../../test/compiled.ts';
import type { CompiledQuiz } from './index.ts';

interface Option {
  id: string;
  name: string;
  correct: boolean;
}

const text = (name: string) => `{ zh: "甲 ${name}", en: "option ${name}" }`;
const remarks = (word: string) => `{ right: ${text(`${word} r`)}, wrong: ${text(`${word} w`)} }`;

function choiceYaml(questionId: string, options: Option[], word = 'why'): string {
  const lines = options.map(
    ({ id, name, correct }) =>
      `      - { id: ${id}, correct: ${correct}, text: ${text(name)}, feedback: ${text(`${word} ${name}`)} }`,
  );
  return `  - id: ${questionId}\n    kind: single-choice\n    prompt: ${text('prompt')}\n    options:\n${lines.join('\n')}\n`;
}

function orderingYaml(items: { id: string; name: string }[], word = 'why'): string {
  const lines = items.map(({ id, name }) => `      - { id: ${id}, text: ${text(name)} }`);
  return `  - id: q\n    kind: ordering\n    prompt: ${text('prompt')}\n    items:\n${lines.join('\n')}\n    feedback: ${remarks(word)}\n`;
}

const quiz = (...questions: string[]): CompiledQuiz => compile(`questions:\n${questions.join('')}`);
const names = ['one', 'two', 'three', 'four'];
const options = (right: number, ids = names): Option[] =>
  names.map((name, index) => ({ id: ids[index] ?? name, name, correct: index === right }));

describe('nothing public depends on the key', () => {
  test('a choice is byte for byte the same whichever option is right, in whatever order and under whatever IDs it is written', () => {
    const reference = JSON.stringify(quiz(choiceYaml('q', options(0))).public);
    const shuffled = fc.shuffledSubarray([0, 1, 2, 3], { minLength: 4 });
    fc.assert(
      fc.property(
        fc.nat({ max: 3 }),
        shuffled,
        fc.shuffledSubarray(['a', 'b', 'c', 'd'], { minLength: 4 }),
        fc.nat(),
        (right, order, ids, word) => {
          const written = options(right, ids);
          const reordered = order.flatMap((index) => written[index] ?? []);
          expect(JSON.stringify(quiz(choiceYaml('q', reordered, `w${word}`)).public)).toBe(reference);
        },
      ),
    );
  });

  test('an ordering question is byte for byte the same whatever the right order is', () => {
    const ids = ['a', 'b', 'c', 'd'];
    const written = (order: string[]) => orderingYaml(order.map((name, index) => ({ id: ids[index] ?? '', name })));
    const reference = JSON.stringify(quiz(written(names)).public);
    fc.assert(
      fc.property(fc.shuffledSubarray(names, { minLength: 4 }), (order) => {
        expect(JSON.stringify(quiz(written(order)).public)).toBe(reference);
      }),
    );
  });

  test('a number and a short text are the same whatever is accepted', () => {
    const number = (answer: number, tolerance: number) =>
      `  - { id: n, kind: number, prompt: ${text('p')}, answer: ${answer}, tolerance: ${tolerance}, feedback: ${remarks(`${answer}`)} }\n`;
    const short = (form: string) =>
      `  - { id: s, kind: short-text, prompt: ${text('p')}, accept: { zh: [${form}], en: [${form}] }, feedback: ${remarks(form)} }\n`;
    expect(quiz(number(1, 0), short('a')).public).toEqual(quiz(number(99, 5), short('b')).public);
  });
});

describe('the fingerprint, which stays on the server, tells that the key changed', () => {
  const fingerprint = (yaml: string) => quiz(yaml).secret.questions[0]?.fingerprint;
  test.each([
    ['another right option', choiceYaml('q', options(1))],
    ['another remark', choiceYaml('q', options(0), 'because')],
  ])('%s', (_name, changed) => {
    expect(fingerprint(changed)).toMatch(/^[0-9a-f]{16}$/);
    expect(fingerprint(changed)).not.toBe(fingerprint(choiceYaml('q', options(0))));
  });
});

describe('the version tells that what a learner sees changed', () => {
  const version = (yaml: string) => compile(yaml).public.questions[0]?.version;
  const yaml = `questions:\n${choiceYaml('q', options(0))}`;
  test.each([
    ['the prompt', 'option prompt', 'option Prompt'],
    ['an option', 'option two', 'option zwei'],
    ['the points', 'kind: single-choice', 'points: 2\n    kind: single-choice'],
    ['the ID', 'id: q', 'id: r'],
  ])('%s', (_name, before, after) => {
    expect(yaml).toContain(before);
    expect(version(yaml.replace(before, after))).not.toBe(version(yaml));
  });

  // Stored answers refer to versions: if this fails, every stored version in every database changes its name.
  test('an unchanged question keeps its version from release to release', () => {
    expect(version(yaml)).toBe('c7732053a72b6d5d');
  });
});

describe('positions', () => {
  const COUNT = 2000;
  // Chi-square with 3 degrees of freedom: exceeded once in 10,000 times by chance.
  const CHI_SQUARE_LIMIT = 21.11;

  test('the option that is always written first lands on each of four places about equally often', () => {
    const questions = Array.from({ length: COUNT }, (_, index) => choiceYaml(`q-${index}`, options(0)));
    const counts = [0, 0, 0, 0];
    for (const { public: question, key } of quiz(...questions).secret.questions) {
      if (question.kind !== 'single-choice' || !('options' in key)) throw new Error('fixture: a single choice');
      const right = key.options.find(({ correct }) => correct)?.id;
      const place = question.options.findIndex(({ id }) => id === right);
      counts[place] = (counts[place] ?? 0) + 1;
    }
    const expected = COUNT / counts.length;
    const chiSquare = counts.reduce((sum, count) => sum + (count - expected) ** 2 / expected, 0);
    expect(counts.reduce((sum, count) => sum + count)).toBe(COUNT);
    expect(chiSquare).toBeLessThan(CHI_SQUARE_LIMIT);
  });

  test('public IDs are opaque: no ID of the author is among them', () => {
    const { questions } = quiz(choiceYaml('q', options(0, ['a', 'b', 'right', 'd']))).public;
    expect(
      questions.flatMap((question) => ('options' in question ? question.options : [])).map(({ id }) => id),
    ).toEqual(Array.from({ length: 4 }, () => expect.stringMatching(/^o[0-9a-f]{10}$/)));
  });
});

test('an objective is public, and naming it makes no new version of what a learner sees', () => {
  const yaml = `questions:\n${choiceYaml('q', options(0))}`;
  const named = compile(yaml.replace('kind: single-choice', 'objective: read-a-curve\n    kind: single-choice'));
  const [before, after] = [compile(yaml).public.questions[0], named.public.questions[0]];
  expect(after).toEqual({ ...before, objective: 'read-a-curve' });
  expect(named.secret.questions[0]?.fingerprint).not.toBe(compile(yaml).secret.questions[0]?.fingerprint);
});
