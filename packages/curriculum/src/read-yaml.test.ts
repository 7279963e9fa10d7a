import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { readRawYaml, readYaml } from './read-yaml.ts';

const schema = z.strictObject({
  minutes: z.int().min(1),
  title: z.strictObject({ zh: z.string().trim().min(1), en: z.string().trim().min(1) }),
  labs: z.array(z.string()),
});

const GOOD = `minutes: 12
title:
  zh: 下一个词
  en: The next token
labs: [one, two]
`;

function problemsOf(text: string) {
  return readYaml(text, 'lesson.yaml', schema).problems;
}

describe('readYaml', () => {
  it('returns the value of a file without mistakes', () => {
    const { value, problems } = readYaml(GOOD, 'lesson.yaml', schema);
    expect(problems).toEqual([]);
    expect(value).toEqual({ minutes: 12, title: { zh: '下一个词', en: 'The next token' }, labs: ['one', 'two'] });
  });

  it('reports a missing translation at the text that lacks it', () => {
    expect(problemsOf(GOOD.replace('  en: The next token\n', ''))).toEqual([
      { file: 'lesson.yaml', line: 2, column: 1, found: 'no title.en', needed: 'a value of type string' },
    ]);
  });

  it('reports an empty translation as missing', () => {
    const [problem] = problemsOf(GOOD.replace('The next token', '"  "'));
    expect(problem).toMatchObject({ line: 4, column: 3, needed: 'a text that is not empty' });
  });

  it('reports an unknown field at the field', () => {
    const [problem] = problemsOf(`${GOOD}titel: x\n`);
    expect(problem).toMatchObject({ line: 6, column: 1, found: 'unknown field "titel"' });
  });

  it('reports an item of a list at the item', () => {
    const [problem] = problemsOf(GOOD.replace('two', '2'));
    expect(problem).toMatchObject({ line: 5, column: 13, found: 'labs.1 = 2' });
  });

  it('reports broken YAML where it breaks', () => {
    const [problem] = problemsOf('minutes: 12\ntitle: {zh: a\nlabs: []\n');
    expect(problem).toMatchObject({ file: 'lesson.yaml', needed: expect.stringContaining('valid YAML') });
    expect(problem?.line).toBeGreaterThan(1);
  });

  it('reports all mistakes of a file at once', () => {
    const problems = problemsOf('minutes: 0\ntitle:\n  zh: 字\nlabs: one\nextra: 1\n');
    expect(problems.map(({ line, found }) => [line, found])).toEqual(
      expect.arrayContaining([
        [1, 'minutes = 0'],
        [2, 'no title.en'],
        [4, 'labs = "one"'],
        [5, 'unknown field "extra"'],
      ]),
    );
    expect(problems).toHaveLength(4);
  });
});

it('references that multiply each other are a problem of the file, and are not followed', () => {
  const bomb = [
    'a: &a [x, x]',
    ...['b', 'c', 'd', 'e'].map((name, i) => `${name}: &${name} [${Array(9).fill(`*${'abcd'[i]}`).join(', ')}]`),
  ].join('\n');
  expect(readYaml(bomb, 'lesson.yaml', z.unknown()).problems[0]?.found).toMatch(/references to anchors/);
  expect(readRawYaml(bomb).data).toBeUndefined();
});
