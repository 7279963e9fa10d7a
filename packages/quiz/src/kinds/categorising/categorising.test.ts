import { expect, test } from 'vitest';
import { compile, getSecret } from '../../../test/compiled.ts';
import { score } from '../../score/index.ts';
import { randomGuessScore } from '../../statistics/random-guess.ts';

// Two groups, two items in each; 4 points.
const secret = getSecret('fixed-or-learned', 'categorising');
const [changed = '', fixed = ''] = secret.public.groups.map(({ id }) => id);
const idOf = (name: string) => secret.key.items.find(({ authoredId }) => authoredId === name)?.id ?? '';
const answer = (groups: Record<string, string>) => ({
  kind: 'categorising',
  placed: Object.fromEntries(Object.entries(groups).map(([item, group]) => [idOf(item) || item, group])),
});

test.each([
  [{ weights: changed, loss: changed, layers: fixed, vocabulary: fixed }, 'right', 4],
  [{ weights: changed, loss: changed, layers: fixed, vocabulary: changed }, 'partly', 2],
  [{ weights: changed, loss: changed, layers: changed, vocabulary: changed }, 'wrong', 0],
  [{ weights: fixed, loss: fixed, layers: changed, vocabulary: changed }, 'wrong', 0],
])('%j is %s and earns %d of 4', (groups, verdict, points) => {
  expect(score(secret, answer(groups))).toMatchObject({ verdict, score: points, maxScore: 4 });
});

test('every item gets its remark, a wrong one without the name of the right group', () => {
  const result = score(secret, answer({ weights: changed, loss: fixed, layers: fixed, vocabulary: fixed }));
  const feedback = 'feedback' in result ? result.feedback : [];
  expect(feedback).toHaveLength(4);
  expect(feedback.find(({ target }) => target === idOf('loss'))).toEqual({
    target: idOf('loss'),
    tone: 'wrong',
    text: { zh: '看看训练时的曲线。', en: 'Look at the curve of a training run.' },
  });
});

test('drawing lots earns 3/16, though half of the items would be right by chance', () => {
  // Of 16 answers one earns everything and four earn half.
  expect(randomGuessScore(secret)).toBeCloseTo((1 + 4 * 0.5) / 16, 12);
});

test.each([
  [answer({ weights: changed, loss: changed, layers: fixed, vocabulary: '' }), 'incomplete'],
  [answer({}), 'incomplete'],
  [answer({ weights: 'changed' }), 'unknown-option'],
  [answer({ nothing: changed }), 'unknown-option'],
  [{ kind: 'categorising', placed: null }, 'wrong-shape'],
  [{ kind: 'categorising', placed: { [idOf('loss')]: [changed] } }, 'wrong-shape'],
])('%j is not graded: %s', (response, code) => {
  expect(score(secret, response)).toMatchObject({ verdict: 'ungraded', problem: { code } });
});

const yaml = (...groups: string[]) => `questions:
  - id: q
    kind: categorising
    prompt: { zh: 分, en: Sort }
    groups: [{ id: a, text: { zh: 甲, en: A } }, { id: b, text: { zh: 乙, en: B } }]
    items:
${groups.map((group, index) => `      - { id: i${index}, group: ${group}, text: { zh: 项${index}, en: i${index} }, feedback: { right: { zh: 对, en: Right }, wrong: { zh: 错, en: Wrong } } }`).join('\n')}`;

test('the public form is the same wherever the items belong', () => {
  expect(compile(yaml('a', 'b', 'a')).public).toEqual(compile(yaml('b', 'b', 'b')).public);
});

test('an item of an unknown group is told to the author', () => {
  expect(() => compile(yaml('a', 'b', 'c'))).toThrow(
    /found the text "c" as "group"; needed the ID of one of the groups: a, b/,
  );
});
