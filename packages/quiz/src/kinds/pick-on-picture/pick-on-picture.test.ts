import { expect, test } from 'vitest';
import { compile, getSecret } from '../../../test/compiled.ts';
import { score } from '../../score/index.ts';
import { findHeight } from './regions.ts';

const heatmap = getSecret('who-looks-at-whom', 'pick-on-picture');
const curve = getSecret('where-to-stop', 'pick-on-picture');
const drawing = getSecret('what-has-weights', 'pick-on-picture');
const answer = (...picked: string[]) => ({ kind: 'pick-on-picture', picked });

test.each([
  [
    'r3c1',
    'right',
    1,
    [
      ['r3c1', 'right'],
      [undefined, 'right'],
    ],
  ],
  [
    'r1c3',
    'wrong',
    0,
    [
      ['r1c3', 'wrong'],
      [undefined, 'wrong'],
    ],
  ],
  ['r2c2', 'wrong', 0, [[undefined, 'wrong']]],
])(
  'in the heat map %s is %s, earns %d, and gets its own remark where there is one',
  (cell, verdict, points, remarks) => {
    const result = score(heatmap, answer(cell));
    expect(result).toMatchObject({ verdict, score: points });
    expect('feedback' in result && result.feedback.map(({ target, tone }) => [target, tone])).toEqual(remarks);
  },
);

test('every cell of a heat map can be picked, in reading order, whatever the key', () => {
  expect(heatmap.public.regions.map(({ id }) => id)).toEqual(
    [1, 2, 3].flatMap((row) => [1, 2, 3].map((column) => `r${row}c${column}`)),
  );
  expect(heatmap.public.regions.every((region) => Object.keys(region).sort().join() === 'column,id,row')).toBe(true);
});

test('points of a curve lie on their line and are named from left to right', () => {
  expect(curve.public.regions).toEqual([
    { id: 'm1', line: 0, x: 100, y: 3 },
    { id: 'm2', line: 1, x: 200, y: 2.4 },
    { id: 'm3', line: 0, x: 400, y: 1 },
  ]);
  expect(score(curve, answer('m2'))).toMatchObject({ verdict: 'right', score: 2 });
  expect(score(curve, answer('m3'))).toMatchObject({ verdict: 'wrong', score: 0 });
});

// m1 attention and m3 MLP are right, m2 is wrong; 2 points.
test.each([
  [['m1', 'm3'], 'right', 2],
  [['m1'], 'partly', 1],
  [['m1', 'm2'], 'wrong', 0],
  [['m1', 'm2', 'm3'], 'partly', 1],
  [['m2'], 'wrong', 0],
])('where several may be picked, %j is %s and earns %d of 2', (picked, verdict, points) => {
  expect(score(drawing, answer(...picked))).toMatchObject({ verdict, score: points, maxScore: 2 });
});

test.each([
  [heatmap, answer(), 'empty'],
  [heatmap, answer('r3c1', 'r1c3'), 'wrong-shape'],
  [heatmap, answer('r4c1'), 'unknown-option'],
  [drawing, answer('m1', 'm1'), 'repeated-option'],
  [drawing, { kind: 'pick-on-picture', picked: 'm1' }, 'wrong-shape'],
])('an answer that is no pick is not graded (%#)', (secret, response, code) => {
  expect(score(secret, response)).toMatchObject({ verdict: 'ungraded', problem: { code } });
});

test('a height between two points lies on the straight line between them, and outside there is none', () => {
  const points = [
    [0, 0],
    [10, 20],
  ] as const;
  expect([0, 5, 10, 11, -1].map((x) => findHeight(points, x))).toEqual([0, 10, 20, undefined, undefined]);
});

const remarks = 'feedback: { zh: 评, en: remark }';
const yaml = (picture: string, regions: string, extra = '') => `questions:
  - id: q
    kind: pick-on-picture
    prompt: { zh: 选, en: Pick }
    ${extra}
    picture: ${picture}
    regions: ${regions}
    feedback: { right: { zh: 对, en: Right }, wrong: { zh: 错, en: Wrong } }`;
const text = (name: string) => `${name}: { zh: 文, en: text }`;
const map = (values = '[[0, 1], [1, 0]]') =>
  `{ heatmap: { ${text('description')}, ${text('rowTitle')}, ${text('columnTitle')}, rows: [a, b], columns: [a, b], values: ${values} } }`;
const lines = (points: string) =>
  `{ curve: { ${text('description')}, ${text('x')}, ${text('y')}, lines: [{ id: one, ${text('name')}, points: ${points} }] } }`;
const boxes = `{ drawing: { ${text('description')}, width: 100, height: 50, shapes: [{ box: [0, 0, 10, 10] }] } }`;
const line = lines('[[0, 0], [9, 9]]');
const pair = (at: string, other: string) => `[{ ${at}, correct: true, ${remarks} }, { ${other}, ${remarks} }]`;

test.each([
  ['no picture', yaml('{}', '[{ row: 1, column: 1, correct: true }]'), /found 0 pictures/],
  [
    'a missing row of values',
    yaml(map('[[0, 1]]'), '[{ row: 1, column: 1, correct: true }]'),
    /2 values|2 rows|at least 2/,
  ],
  [
    'a ragged row of values',
    yaml(map('[[0, 1], [1, 0, 0]]'), '[{ row: 1, column: 1, correct: true }]'),
    /2 values, one per column/,
  ],
  ['a cell outside', yaml(map(), '[{ row: 3, column: 1, correct: true }]'), /a row from 1 to 2/],
  ['no right region', yaml(map(), '[{ row: 1, column: 1 }]'), /no right region/],
  [
    'a box in a heat map',
    yaml(map(), '[{ row: 1, column: 1, box: [0, 0, 5, 5], correct: true }]'),
    /"box" in a heatmap/,
  ],
  ['an unknown line', yaml(line, pair('line: two, x: 1', 'line: one, x: 2')), /the ID of a line: one/],
  [
    'a point off its line',
    yaml(line, pair('line: one, x: 10', 'line: one, x: 2')),
    /between the first and the last point/,
  ],
  [
    'points out of order',
    yaml(lines('[[5, 0], [5, 9]]'), pair('line: one, x: 5', 'line: one, x: 5')),
    /from left to right/,
  ],
  ['a pick without remark', yaml(line, '[{ line: one, x: 1, correct: true }, { line: one, x: 2 }]'), /a remark/],
  ['only right regions', yaml(line, `[{ line: one, x: 1, correct: true, ${remarks} }]`), /only right regions/],
  [
    'two regions at one place',
    yaml(boxes, pair('box: [0, 0, 9, 9], label: a', 'box: [0, 0, 9, 9], label: b')),
    /at the place of regions\[0\]/,
  ],
  ['a box outside', yaml(boxes, pair('box: [95, 0, 9, 9], label: a', 'box: [0, 0, 9, 9], label: b')), /100 × 50/],
  [
    'several with one right',
    yaml(boxes, pair('box: [0, 0, 9, 9], label: a', 'box: [20, 0, 9, 9], label: b'), 'several: true'),
    /at least two right regions/,
  ],
])('%s is told to the author', (_name, text, message) => {
  expect(() => compile(text)).toThrow(message);
});

test('the public form is the same whichever point is right', () => {
  const first = compile(yaml(line, pair('line: one, x: 1', 'line: one, x: 2'))).public;
  const second = compile(yaml(line, pair('line: one, x: 2', 'line: one, x: 1'))).public;
  expect(first).toEqual(second);
});
