import { expect, test } from 'vitest';
import { compile, getSecret } from '../../../test/compiled.ts';
import { validate } from '../../form.ts';
import { score } from '../../score/index.ts';

// 40 ± 0.5, near within 5, unit shown, 2 points.
const megabytes = getSecret('how-many-megabytes', 'number');
// 200 ± 1 %, the unit must be named, 1 point.
const speed = getSecret('how-fast', 'number');
const answer = (value: unknown) => ({ kind: 'number', value });

test.each([
  ['40', 'right', 2, 'right'],
  ['40.5', 'right', 2, 'right'],
  ['39.5', 'right', 2, 'right'],
  ['４０ 兆字节', 'right', 2, 'right'],
  ['40MB', 'right', 2, 'right'],
  ['4×10^1 megabytes', 'right', 2, 'right'],
  ['40.51', 'wrong', 0, 'hint'],
  ['45', 'wrong', 0, 'hint'],
  ['45.1', 'wrong', 0, 'wrong'],
  ['-40', 'wrong', 0, 'wrong'],
])('with its unit shown: "%s" is %s, earns %d, with a remark of tone %s', (typed, verdict, points, tone) => {
  expect(score(megabytes, answer(typed))).toMatchObject({ verdict, score: points, maxScore: 2, feedback: [{ tone }] });
});

test.each([
  ['200 tokens/s', 'right', 1],
  ['200 ＴＯＫ/Ｓ', 'right', 1],
  ['202 token/秒', 'right', 1],
  ['203 token/秒', 'wrong', 0],
  ['200', 'partly', 0.5],
  ['150', 'wrong', 0],
  ['200 MB', 'wrong', 0],
])('with its unit to be named: "%s" is %s and earns %d', (typed, verdict, points) => {
  expect(score(speed, answer(typed))).toMatchObject({ verdict, score: points, maxScore: 1 });
});

test('the right number without its unit is told what is missing', () => {
  expect(score(speed, answer('200'))).toMatchObject({
    feedback: [{ tone: 'hint', text: { zh: '数对了，还缺单位。' } }],
  });
});

test.each([
  ['', 'empty'],
  ['  ', 'empty'],
  ['forty', 'unreadable-number'],
  ['39-41', 'unreadable-number'],
  ['40 KB', 'unexpected-unit'],
  ['4'.repeat(101), 'too-long'],
  [40, 'wrong-shape'],
  [null, 'wrong-shape'],
])('%j is not graded: %s', (value, code) => {
  expect(score(megabytes, answer(value))).toMatchObject({ verdict: 'ungraded', problem: { code } });
});

test('a unit the question does not use is named in the problem, in both languages', () => {
  const validation = validate(megabytes.public, answer('40 KB'));
  expect(validation).toMatchObject({
    ok: false,
    problem: { text: { zh: expect.stringContaining('兆字节'), en: expect.stringContaining('megabytes') } },
  });
});

test('a unit that must be named is not in the public question', () => {
  expect(speed.public).toMatchObject({ unitRequired: true });
  expect(JSON.stringify(speed.public)).not.toMatch(/tokens\/s|tok\/s|token\/秒/);
});

// Any number from 2.5 to 3.5, near within 0.5 of either edge, 2 points.
const dice = getSecret('mean-of-a-die', 'number');

test.each([
  ['2.5', 'right', 'right'],
  ['3', 'right', 'right'],
  ['３．５', 'right', 'right'],
  ['3.6', 'wrong', 'hint'],
  ['2', 'wrong', 'hint'],
  ['4.01', 'wrong', 'wrong'],
  ['1.9', 'wrong', 'wrong'],
])('within its range: "%s" is %s, with a remark of tone %s', (typed, verdict, tone) => {
  expect(score(dice, answer(typed))).toMatchObject({ verdict, feedback: [{ tone }] });
});

const exact = (fields: string) => `questions:
  - id: q
    kind: number
    prompt: { zh: 问, en: Ask }
    feedback:
      right: { zh: 对, en: Right }
      wrong: { zh: 错, en: Wrong }
      near: { zh: 近, en: Near }
    ${fields}`;
const firstOf = (yaml: string) => {
  const secret = compile(yaml).secret.questions[0];
  if (!secret) throw new Error('fixture: no question');
  return secret;
};

test('a tolerance of a decimal fraction holds exactly at its edge', () => {
  const secret = firstOf(exact('answer: 0.2\n    tolerance: 0.1'));
  expect(score(secret, answer('0.3'))).toMatchObject({ verdict: 'right' });
  expect(score(secret, answer('0.1'))).toMatchObject({ verdict: 'right' });
  expect(score(secret, answer('0.300001'))).toMatchObject({ verdict: 'wrong' });
});

test('near is ten times the tolerance, or a tenth of an answer that must be met exactly', () => {
  const tolerant = firstOf(exact('answer: 100\n    tolerance: 2'));
  expect(score(tolerant, answer('120'))).toMatchObject({ feedback: [{ text: { en: 'Near' } }] });
  expect(score(tolerant, answer('121'))).toMatchObject({ feedback: [{ text: { en: 'Wrong' } }] });
  const strict = firstOf(exact('answer: 100'));
  expect(score(strict, answer('110'))).toMatchObject({ feedback: [{ text: { en: 'Near' } }] });
  expect(score(strict, answer('111'))).toMatchObject({ feedback: [{ text: { en: 'Wrong' } }] });
});

test('percent answers a question about a probability', () => {
  expect(score(firstOf(exact('answer: 0.05')), answer('5 %'))).toMatchObject({ verdict: 'right' });
});

test('an edge of a range that doubles cannot hold exactly counts as inside', () => {
  const secret = firstOf(exact('range: { from: 0.1, to: 0.3 }'));
  for (const typed of ['0.1', '0.3', '30 %']) expect(score(secret, answer(typed))).toMatchObject({ verdict: 'right' });
  for (const typed of ['0.0999', '0.3001']) expect(score(secret, answer(typed))).toMatchObject({ verdict: 'wrong' });
});

test.each([
  ['neither answer nor range', '', /no "answer"/],
  ['both', 'answer: 1\n    range: { from: 0, to: 2 }', /"answer" beside a "range"/],
  ['a range that is empty', 'range: { from: 2, to: 2 }', /more than "from", which is 2/],
  ['a tolerance beside a range', 'range: { from: 1, to: 2 }\n    tolerance: 1', /"tolerance" beside a "range"/],
])('%s is told to the author', (_name, fields, message) => {
  expect(() => compile(exact(fields))).toThrow(message);
});
