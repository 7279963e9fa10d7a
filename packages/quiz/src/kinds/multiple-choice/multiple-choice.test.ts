import { expect, test } from 'vitest';
import { getSecret } from '../../../test/compiled.ts';
import { validate } from '../../form.ts';
import { score } from '../../score/index.ts';

const secret = getSecret('what-changes-samples', 'multiple-choice');
const idOf = (authoredId: string) => secret.key.options.find((option) => option.authoredId === authoredId)?.id ?? '';
const answer = (...authoredIds: string[]) => ({ kind: 'multiple-choice', choices: authoredIds.map(idOf) });

// Two of the four options are right; the question is worth 2 points.
test.each([
  [['temperature', 'seed'], 'right', 2],
  [['temperature'], 'partly', 1],
  [['temperature', 'seed', 'font'], 'partly', 1],
  [['temperature', 'font'], 'wrong', 0],
  [['font'], 'wrong', 0],
  [['font', 'screen'], 'wrong', 0],
  [['temperature', 'seed', 'font', 'screen'], 'wrong', 0],
])('%j is %s and earns %d of 2', (ticked, verdict, points) => {
  expect(score(secret, answer(...ticked))).toMatchObject({ verdict, score: points, maxScore: 2 });
});

test('every ticked option gets its remark, an unticked one does not', () => {
  const result = score(secret, answer('temperature', 'font'));
  const feedback = 'feedback' in result ? result.feedback : [];
  const targets = feedback.flatMap(({ target, tone }) => (target ? [[target, tone]] : []));
  expect(new Map(targets as [string, string][])).toEqual(
    new Map([
      [idOf('temperature'), 'right'],
      [idOf('font'), 'wrong'],
    ]),
  );
});

test('a hint says that something is missing without naming it', () => {
  const missing = { tone: 'hint', text: expect.objectContaining({ zh: '还有该选的没有选上。' }) };
  const result = score(secret, answer('temperature'));
  expect(result).toMatchObject({ feedback: [{ target: idOf('temperature') }, missing] });
  expect(JSON.stringify(result)).not.toContain(idOf('seed'));
  expect(score(secret, answer('temperature', 'seed', 'font'))).not.toMatchObject({
    feedback: expect.arrayContaining([missing]),
  });
});

test.each([
  [{ kind: 'multiple-choice', choices: [] }, 'empty'],
  [answer('seed', 'seed'), 'repeated-option'],
  [{ kind: 'multiple-choice', choices: ['seed'] }, 'unknown-option'],
  [{ kind: 'multiple-choice', choices: [1] }, 'wrong-shape'],
  [{ kind: 'multiple-choice', choices: 'seed' }, 'wrong-shape'],
  [{ kind: 'multiple-choice' }, 'wrong-shape'],
])('%j is not graded: %s', (response, code) => {
  expect(score(secret, response)).toMatchObject({ verdict: 'ungraded', problem: { code } });
});

test('the same ticks in another order are the same cleaned answer', () => {
  expect(validate(secret.public, answer('seed', 'temperature'))).toEqual(
    validate(secret.public, answer('temperature', 'seed')),
  );
});
