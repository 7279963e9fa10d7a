import { expect, test } from 'vitest';
import { getSecret } from '../../../test/compiled.ts';
import { compileQuiz } from '../../compile/index.ts';
import { score } from '../../score/index.ts';

const poet = getSecret('beat-the-poet', 'experiment');
const measured = (metrics: Record<string, unknown>) => ({ kind: 'experiment', metrics });

test.each([
  [{ parameters: 350_496, 'tang-five-nats': 4.717 }, 'right', 4],
  [{ parameters: 234_720, 'plays-nats': 2.26 }, 'right', 4],
  [{ parameters: 350_496, 'tang-five-nats': 4.8 }, 'right', 4],
  [{ parameters: 500_000, 'tang-five-nats': 4.5 }, 'partly', 2],
  [{ parameters: 350_496, 'tang-five-nats': 5.0 }, 'partly', 2],
  [{ parameters: 350_496, 'tang-five-nats': 6 }, 'wrong', 0],
  [{ parameters: 10 }, 'wrong', 0],
])('%j is %s and earns %d', (metrics, verdict, points) => {
  expect(score(poet, measured(metrics))).toMatchObject({ verdict, score: points });
});

test.each([
  [{}, 'empty'],
  [{ 'tang-five-nats': Number.NaN }, 'wrong-shape'],
  [{ 'tang-five-nats': '4' }, 'wrong-shape'],
  [{ invented: 1 }, 'wrong-shape'],
  [null, 'wrong-shape'],
])('%j is not graded: %s', (metrics, code) => {
  expect(score(poet, { kind: 'experiment', metrics })).toMatchObject({ verdict: 'ungraded', problem: { code } });
});

test('what an evaluator works with stays secret; what is needed is public', () => {
  const silent = getSecret('silent-or-wrong', 'experiment');
  expect(JSON.stringify(silent.public)).not.toContain('987654');
  expect(silent.public.goals[0]?.needs).toEqual([
    { metric: 'wrong', atMost: 0.1 },
    { metric: 'right', atMost: 1, atLeast: 0.6 },
  ]);
});

const COMMON = `questions:
  - id: one
    kind: experiment
    prompt: { zh: 题, en: Question }
    otherwise: { zh: 没, en: none }
`;

test.each([
  [
    'a metric the evaluator lacks',
    'evaluator: held-out-loss\n    settings: { texts: [plays] }',
    'metric: wrong, atMost: 1',
    'a number that held-out-loss gives',
  ],
  [
    'a need without a bound',
    'evaluator: held-out-loss\n    settings: { texts: [plays] }',
    'metric: parameters',
    'atMost or atLeast',
  ],
  [
    'bounds that nothing meets',
    'evaluator: held-out-loss\n    settings: { texts: [plays] }',
    'metric: parameters, atMost: 1, atLeast: 2',
    'at most 1',
  ],
  [
    'another evaluator’s settings',
    'evaluator: held-out-loss\n    settings: { language: zh }',
    'metric: parameters, atMost: 1',
    'texts',
  ],
  [
    'a template for files',
    'evaluator: held-out-loss\n    template: "{}"\n    settings: { texts: [plays] }',
    'metric: parameters, atMost: 1',
    'no template',
  ],
  [
    'a test set about nothing',
    'evaluator: test-set\n    settings: { first: { search: words, passages: 1, threshold: 0 }, second: { search: both, passages: 1, threshold: 0 } }',
    'metric: low, atLeast: 0',
    'documents',
  ],
])('%s is an author’s mistake', (_name, evaluator, need, message) => {
  const yaml = `${COMMON}    ${evaluator}\n    goals:\n      - { share: 1, needs: [{ ${need} }], feedback: { zh: 好, en: good } }\n`;
  expect(() => compileQuiz(yaml, { file: 'quiz.yaml', lesson: 'x' })).toThrow(message);
});

test('the first goal earns everything and none earns more than the one before it', () => {
  const goal = (share: number) =>
    `      - { share: ${share}, needs: [{ metric: parameters, atMost: 1 }], feedback: { zh: 好, en: good } }\n`;
  const yaml = (...shares: number[]) =>
    `${COMMON}    evaluator: held-out-loss\n    settings: { texts: [plays] }\n    goals:\n${shares.map(goal).join('')}`;
  expect(() => compileQuiz(yaml(0.5), { file: 'quiz.yaml', lesson: 'x' })).toThrow('1 for the first goal');
  expect(() => compileQuiz(yaml(1, 0.2, 0.5), { file: 'quiz.yaml', lesson: 'x' })).toThrow(
    'no more than the goal before it',
  );
  expect(compileQuiz(yaml(1, 0.5), { file: 'quiz.yaml', lesson: 'x' }).secret.questions).toHaveLength(1);
});
