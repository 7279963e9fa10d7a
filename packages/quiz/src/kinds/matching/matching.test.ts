import { expect, test } from 'vitest';
import { compile, getSecret } from '../../../test/compiled.ts';
import { score } from '../../score/index.ts';

// Three pairs and one distractor; 3 points, one per pair.
const secret = getSecret('settings-and-effects', 'matching');
const pairOf = (name: string) => {
  const pair = secret.key.pairs.find(({ authoredId }) => authoredId === name);
  if (!pair) throw new Error(`fixture: no pair ${name}`);
  return pair;
};
const distractor = secret.key.distractors[0]?.id ?? '';
const answer = (matches: Record<string, string>) => ({
  kind: 'matching',
  matches: Object.fromEntries(
    Object.entries(matches).map(([left, right]) => [
      pairOf(left).id,
      right === 'distractor' ? distractor : right === '' ? '' : pairOf(right).partner.id,
    ]),
  ),
});

test.each([
  [{ temperature: 'temperature', 'top-k': 'top-k', seed: 'seed' }, 'right', 3],
  [{ temperature: 'temperature', 'top-k': 'top-k', seed: 'distractor' }, 'partly', 2],
  [{ temperature: 'top-k', 'top-k': 'temperature', seed: 'seed' }, 'partly', 1],
  [{ temperature: 'top-k', 'top-k': 'seed', seed: 'temperature' }, 'wrong', 0],
])('%j is %s and earns %d of 3', (matches, verdict, points) => {
  expect(score(secret, answer(matches))).toMatchObject({ verdict, score: points, maxScore: 3 });
});

test('every left side gets the remark of its pair, which for a wrong one does not name the partner', () => {
  const result = score(secret, answer({ temperature: 'top-k', 'top-k': 'temperature', seed: 'seed' }));
  const feedback = 'feedback' in result ? result.feedback : [];
  expect(new Map(feedback.map(({ target, tone }) => [target, tone]))).toEqual(
    new Map([
      [pairOf('temperature').id, 'wrong'],
      [pairOf('top-k').id, 'wrong'],
      [pairOf('seed').id, 'right'],
    ]),
  );
  expect(JSON.stringify(feedback)).not.toContain(pairOf('top-k').partner.id);
});

test.each([
  [answer({ temperature: 'temperature', 'top-k': 'top-k', seed: '' }), 'incomplete'],
  [answer({ temperature: 'temperature', 'top-k': 'top-k' }), 'incomplete'],
  [answer({ temperature: 'seed', 'top-k': 'seed', seed: 'top-k' }), 'repeated-option'],
  [{ kind: 'matching', matches: { [pairOf('seed').id]: 'seed' } }, 'unknown-option'],
  [{ kind: 'matching', matches: { seed: pairOf('seed').partner.id } }, 'unknown-option'],
  [{ kind: 'matching', matches: { [pairOf('seed').id]: 3 } }, 'wrong-shape'],
  [{ kind: 'matching', matches: [] }, 'wrong-shape'],
])('%j is not graded: %s', (response, code) => {
  expect(score(secret, response)).toMatchObject({ verdict: 'ungraded', problem: { code } });
});

const yaml = (pairs: [string, string][], distractors = '') => `questions:
  - id: q
    kind: matching
    prompt: { zh: 配, en: Match }
    pairs:
${pairs
  .map(
    ([left, right], index) =>
      `      - { id: p${index}, left: { zh: 左${left}, en: l${left} }, right: { zh: 右${right}, en: r${right} }, feedback: { right: { zh: 对, en: Right }, wrong: { zh: 错, en: Wrong } } }`,
  )
  .join('\n')}
${distractors}`;

test('the public form is the same however the sides belong together', () => {
  const paired = (...pairs: [string, string][]) => JSON.stringify(compile(yaml(pairs)).public);
  expect(paired(['1', '1'], ['2', '2'], ['3', '3'])).toBe(paired(['2', '3'], ['3', '1'], ['1', '2']));
});

test.each([
  [
    'two left sides that read alike',
    yaml([
      ['1', '1'],
      ['1', '2'],
    ]),
    /the same text as in pairs\[0\]/,
  ],
  [
    'two right sides that read alike',
    yaml([
      ['1', '1'],
      ['2', '1'],
    ]),
    /categorising/,
  ],
  [
    'a distractor that is a right side',
    yaml(
      [
        ['1', '1'],
        ['2', '2'],
      ],
      '    distractors: [{ text: { zh: 右2, en: other } }]',
    ),
    /the same text as in pairs\[1\]/,
  ],
])('%s is told to the author', (_name, text, message) => {
  expect(() => compile(text)).toThrow(message);
});
