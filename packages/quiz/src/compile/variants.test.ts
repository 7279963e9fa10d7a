import { expect, test } from 'vitest';
import { compile } from '../../test/compiled.ts';
import { rightResponse, score } from '../score/index.ts';

const cost = (change = '') => `
questions:
  - id: daily-cost
    kind: number
    prompt: { zh: "{{n}}次，每次{{tokens}}个", en: "{{n}} calls of {{ tokens }} tokens on {{day}}" }
    parameters:
      n: { from: 10, to: 50, step: 10 }
      tokens: [100, 250]
      day: [{ zh: 周一, en: Monday }, { zh: 周二, en: Tuesday }]
      total: "= n * tokens"
    constraints: ["total >= 2500"]
    variants: 6
    answer: "= total / 1000"
    hints: [{ text: { zh: "先算{{n}}×{{tokens}}", en: "First {{n}} × {{tokens}}" }, cost: 0.25 }]
    attempts: { penalty: 0.2, newVariant: true }
    feedback: { right: { zh: 对, en: "Yes, {{total / 1000}} thousand." }, wrong: { zh: 不对, en: "No." } }
${change}`;

const problems = (yaml: string): string => {
  try {
    compile(yaml);
  } catch (error) {
    return String(error);
  }
  throw new Error('the quiz compiled');
};

test('a question with parameters becomes whole questions, each with its own numbers, texts, version and key', () => {
  const { public: site, secret } = compile(cost());
  const variants = secret.variants?.['daily-cost'] ?? [];
  expect(variants).toHaveLength(6);
  expect(new Set(variants.map(({ version }) => version)).size).toBe(6);
  expect(site.questions).toEqual([variants[0]?.public]);
  for (const question of variants) {
    const values = question.variant?.parameters as unknown as { n: number; tokens: number; day: { en: string } };
    expect(question.public.prompt.en).toBe(`${values.n} calls of ${values.tokens} tokens on ${values.day.en}`);
    expect(values.n * values.tokens).toBeGreaterThanOrEqual(2500);
    expect(question.key).toMatchObject({ answer: (values.n * values.tokens) / 1000 });
    expect(question.hints?.[0]?.en).toBe(`First ${values.n} × ${values.tokens}`);
    expect(score(question, rightResponse(question))).toMatchObject({ verdict: 'right' });
  }
  expect(compile(cost())).toEqual(compile(cost()));
});

test('the public half holds what a hint costs and the rules of tries, and no text of a hint, key or parameter', () => {
  const [question] = compile(cost()).public.questions;
  expect(question).toMatchObject({ hints: [0.25], attempts: { penalty: 0.2, newVariant: true } });
  expect(JSON.stringify(question)).not.toMatch(/First|先算|parameters|variant"|answer/);
});

test('a corrected hint keeps the public version and changes the fingerprint', () => {
  const [before] = compile(cost()).secret.questions;
  const [after] = compile(cost().replace('先算', '先乘')).secret.questions;
  expect(after?.version).toBe(before?.version);
  expect(after?.fingerprint).not.toBe(before?.fingerprint);
});

test.each([
  ['an unknown name', cost().replace('{{n}} calls', '{{m}} calls'), 'there is no parameter "m"'],
  ['a sign that is not there', cost().replace('= n * tokens', '= n ^ tokens'), '"^" is not one of its signs'],
  ['a call', cost().replace('= n * tokens', '= constructor(n)'), 'calls something else'],
  ['no combination left', cost().replace('total >= 2500', 'total > 99999'), '0 allowed combinations'],
  ['a condition that is a number', cost().replace('"total >= 2500"', 'total'), 'needed a comparison'],
  [
    'parameters nobody reads',
    cost()
      .replace(/en: "\{\{n.*?"/, 'en: "x"')
      .replace(/zh: "\{\{n\}\}次.*?"/, 'zh: "x"'),
    'read differently',
  ],
  [
    'hints that cost more than all',
    cost().replace('cost: 0.25', 'cost: 0.7').replace('hints: [', 'hints: [{ text: { zh: 一, en: One }, cost: 0.6 }, '),
    'hints that cost 1.3 together',
  ],
  ['a variant its kind refuses', cost().replace('= total / 1000', '= total > 0'), 'in the variant with n ='],
])('%s stops the build with its place and what to do', (_title, yaml, words) => {
  expect(problems(yaml)).toMatch(/quiz\.yaml:\d+:\d+: found /);
  expect(problems(yaml)).toContain(words);
});

test('a new variant on retry needs parameters to make one from', () => {
  const plain = cost()
    .replace(/ {4}parameters:[\s\S]*?variants: 6\n/, '')
    .replace(/\{\{.*?\}\}/g, 'x')
    .replace('"= total / 1000"', '3');
  expect(problems(plain)).toContain('"newVariant", which would never be used');
});

test('a pool draws from the questions that name it; the site shows as many as are drawn', () => {
  const question = (id: string, points = 1) =>
    `  - { id: ${id}, pool: numbers, kind: number, points: ${points}, prompt: { zh: ${id}, en: ${id} }, answer: 1, feedback: { right: { zh: 对, en: r }, wrong: { zh: 错, en: w } } }\n`;
  const quiz = (draw: number, ...ids: string[]) =>
    `pools: [{ id: numbers, draw: ${draw} }]\nquestions:\n${ids.map((id) => question(id)).join('')}`;
  const { public: site, secret } = compile(quiz(2, 'a', 'b', 'c'));
  expect(secret.pools).toEqual([{ id: 'numbers', draw: 2, questions: ['a', 'b', 'c'] }]);
  expect(secret.questions.map(({ id }) => id)).toEqual(['a', 'b', 'c']);
  expect(site.questions.map(({ id }) => id)).toEqual(['a', 'b']);
  expect(problems(quiz(2, 'a', 'b'))).toContain('a draw of 2 from 2 questions');
  expect(problems(`${quiz(1, 'a')}${question('b', 3)}`)).toContain('worth 1 and 3 points in one pool');
  expect(problems(quiz(1, 'a', 'b').replace('id: numbers, draw', 'id: others, draw'))).toContain(
    'a pool "numbers" that is not there',
  );
});

test('certainty and attempts of the whole quiz hold for its questions unless one says otherwise', () => {
  const yaml = `certainty: true\nattempts: { penalty: 0.1 }${cost().replace(', newVariant: true', '')}`;
  const [question] = compile(yaml).public.questions;
  expect(question).toMatchObject({ certainty: true, attempts: { penalty: 0.2 } });
  const [other] = compile(yaml.replace('    kind: number', '    certainty: false\n    kind: number')).public.questions;
  expect(other).not.toHaveProperty('certainty');
});
