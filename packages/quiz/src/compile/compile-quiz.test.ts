import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { compile } from '../../test/compiled.ts';
import { QUESTION_KINDS } from '../index.ts';
import { compileQuiz, formatProblem, QuizAuthoringError } from './index.ts';

const source = readFileSync(new URL('../../test/fixtures/messages.yaml', import.meta.url), 'utf8');

/** Returns the problems of a quiz.yaml as an author reads them. */
function problemsOf(yaml: string): string[] {
  try {
    compileQuiz(yaml, { file: 'quiz.yaml', lesson: 'a-lesson' });
  } catch (error) {
    if (error instanceof QuizAuthoringError) return error.problems.map(formatProblem);
    throw error;
  }
  return [];
}

/** Returns the fixture with one piece of text replaced; fails when the piece is not there. */
function broken(piece: string, replacement: string): string {
  if (!source.includes(piece)) throw new Error(`fixture: no "${piece}"`);
  return source.replace(piece, () => replacement);
}

test('questions keep the order of the file in both bundles', () => {
  const quiz = compile(source);
  expect(quiz.public.lesson).toBe('a-lesson');
  expect(quiz.public.questions.map(({ id, kind, points }) => [id, kind, points])).toEqual([
    ['why-loss-starts-high', 'single-choice', 1],
    ['what-changes-samples', 'multiple-choice', 2],
    ['how-many-megabytes', 'number', 2],
    ['how-fast', 'number', 1],
    ['one-training-step', 'ordering', 3],
    ['name-the-loss', 'short-text', 1],
  ]);
  expect(quiz.secret.questions.map(({ id }) => id)).toEqual(quiz.public.questions.map(({ id }) => id));
});

describe('one mistake is told with its line, column, what was found and what was needed', () => {
  test.each([
    [
      'a missing language',
      broken('      en: An untrained model with 65', '      # '),
      ['quiz.yaml:6:7: found no "en"; needed a text in English'],
    ],
    [
      'an empty text',
      broken('en: There is a mistake in the code', 'en: "  "'),
      ['quiz.yaml:14:33: found an empty text as "en"; needed a text in English'],
    ],
    [
      'a text that YAML takes for a number',
      broken('en: There is a mistake in the code', 'en: 3.5'),
      ['quiz.yaml:14:33: found the number 3.5 as "en"; needed a text in English'],
    ],
    [
      'no right option in a single choice',
      broken('        correct: true\n', ''),
      ['quiz.yaml:8:5: found no right option; needed exactly one option with "correct: true"'],
    ],
    [
      'two right options in a single choice',
      broken('- id: broken', '- id: broken\n        correct: true'),
      ['quiz.yaml:14:9: found one more right option; needed exactly one option with "correct: true"'],
    ],
    [
      'a "correct" that is not true or false',
      broken('- id: broken', '- id: broken\n        correct: yes'),
      ['quiz.yaml:14:18: found the text "yes" as "correct"; needed true or false, without quotes'],
    ],
    [
      'an unknown field',
      broken('    points: 2', '    pionts: 2'),
      [
        'quiz.yaml:22:5: found the unknown field "pionts"; needed no field but: id, points, prompt, objective, certainty, hints, attempts, parameters, constraints, variants, pool, kind, options',
      ],
    ],
    [
      'a comma in an unquoted text',
      broken('{ zh: 代码里有错误, en: There is a mistake in the code }', '{ zh: 有, en: Well, no }'),
      [
        'quiz.yaml:14:34: found the unknown field "no"; needed no field but: zh, en (within { } a comma starts a new field: put a text with a comma in quotes)',
      ],
    ],
    [
      'a duplicate question ID',
      broken('- id: what-changes-samples', '- id: why-loss-starts-high'),
      ['quiz.yaml:20:9: found the ID "why-loss-starts-high" again; needed an ID that questions[0] does not have'],
    ],
    [
      'a duplicate option ID',
      broken('- id: learned', '- id: broken'),
      ['quiz.yaml:16:13: found the ID "broken" again; needed an ID that options[1] does not have'],
    ],
    [
      'two options that read the same',
      broken('It already knows the common characters', 'There is a mistake in the code'),
      [
        'quiz.yaml:17:36: found the same text as options[1]; needed a different text: a learner could not tell the two apart',
      ],
    ],
    [
      'an ID with capitals',
      broken('- id: how-fast', '- id: How_Fast'),
      [
        'quiz.yaml:56:9: found the text "How_Fast" as "id"; needed an ID of lower-case letters, digits and hyphens, such as why-shuffle (in quotes if it is a number)',
      ],
    ],
    [
      'an unknown kind',
      broken('kind: ordering', 'kind: sorting'),
      [`quiz.yaml:70:11: found the text "sorting" as "kind"; needed one of: ${QUESTION_KINDS.join(', ')}`],
    ],
    [
      'a missing kind',
      broken('    kind: ordering\n', ''),
      [`quiz.yaml:69:5: found no "kind"; needed one of: ${QUESTION_KINDS.join(', ')}`],
    ],
    [
      'an option without feedback',
      broken('        feedback: { zh: 那样损失会更低。, en: Then the loss would be lower. }\n', ''),
      ['quiz.yaml:16:9: found no "feedback"; needed the text in both languages: { zh: …, en: … }'],
    ],
    [
      'points that are not a whole number',
      broken('points: 3', 'points: 1.5'),
      ['quiz.yaml:71:13: found the number 1.5 as "points"; needed a whole number of points from 1 to 100'],
    ],
    [
      'an answer that is not a number',
      broken('answer: 40', 'answer: 1,024'),
      [
        'quiz.yaml:46:13: found the text "1,024" as "answer"; needed the right number, without quotes, unit or thousands separators',
      ],
    ],
    [
      'a negative tolerance',
      broken('tolerance: 0.5', 'tolerance: -1'),
      ['quiz.yaml:47:16: found the number -1 as "tolerance"; needed a number of at least 0, in the unit of the answer'],
    ],
    [
      'a relative tolerance in percent',
      broken('relativeTolerance: 0.01', 'relativeTolerance: 5'),
      [
        'quiz.yaml:60:24: found the number 5 as "relativeTolerance"; needed a share of the answer from 0 to below 1, such as 0.05 for 5 %',
      ],
    ],
    [
      'a near that nothing can reach',
      broken('nearTolerance: 5', 'nearTolerance: 0.5'),
      ['quiz.yaml:48:20: found the number 0.5 as "nearTolerance"; needed more than the tolerance, which is 0.5'],
    ],
    [
      'a unit to name without the remark for leaving it out',
      broken('      unitMissing: {', '      # {'),
      [
        'quiz.yaml:65:7: found no "unitMissing"; needed a remark for the right number without its unit, because of "unitRequired: true"',
      ],
    ],
    [
      'spellings of a unit that is not there',
      broken('    unit: { zh: 兆字节, en: megabytes }\n', ''),
      ['quiz.yaml:40:5: found no "unit"; needed the unit { zh, en }, because of "acceptUnits"'],
    ],
    [
      'too few items to order',
      broken(
        `      - id: c
        text: { zh: 量出错得多远, en: Measure how wrong it was }
      - id: d
        text: { zh: 改动权重, en: Change the weights }
`,
        '',
      ),
      ['quiz.yaml:74:7: found a list of 2 as "items"; needed a list of at least 3 items, in the right order'],
    ],
    [
      'an empty list of accepted forms',
      broken('zh: [交叉熵, 交叉熵损失]', 'zh: []'),
      ['quiz.yaml:91:11: found an empty list as "zh"; needed a list of at least one accepted form'],
    ],
    [
      'an accepted form that YAML takes for a number',
      broken('zh: [交叉熵, 交叉熵损失]', 'zh: [1.5]'),
      ['quiz.yaml:91:12: found the number 1.5; needed an accepted form: a text, in quotes if it looks like a number'],
    ],
    [
      'an accepted form that no answer can match',
      broken('zh: [交叉熵, 交叉熵损失]', 'zh: ["。"]'),
      ['quiz.yaml:91:12: found the text "。"; needed a form with a letter or digit in it'],
    ],
  ])('%s', (_name, yaml, problems) => {
    expect(problemsOf(yaml)).toEqual(problems);
  });

  test('a multiple choice with only right options', () => {
    const yaml = broken('- id: font', '- id: font\n        correct: true').replace(
      '- id: screen',
      '- id: screen\n        correct: true',
    );
    expect(problemsOf(yaml)).toEqual([
      'quiz.yaml:24:5: found only right options; needed at least one option with "correct: true" and at least one without',
    ]);
  });
});

describe('a file that is not a quiz at all is refused with a place', () => {
  test.each([
    ['', 'quiz.yaml:1:1: found nothing; needed a mapping with the field "questions"'],
    ['# later\n', 'quiz.yaml:1:1: found nothing; needed a mapping with the field "questions"'],
    ['questions:\n', 'quiz.yaml:1:11: found nothing as "questions"; needed a list with at least one question'],
    ['questions: []', 'quiz.yaml:1:12: found an empty list as "questions"; needed a list with at least one question'],
    ['questions: [3]', 'quiz.yaml:1:13: found the number 3; needed a question: { id, kind, prompt, … }'],
    ['- id: q', 'quiz.yaml:1:1: found a list of 1; needed a mapping with the field "questions"'],
    [
      'questions: [a]\n---\nx: 1',
      'quiz.yaml:2:1: found a second YAML document; needed one document: remove the line "---"',
    ],
    [
      'questions: [*q]',
      'quiz.yaml:1:13: found "*q", which YAML reads as a reference to an anchor that is not there; needed the text in quotes, or an anchor "&q" above',
    ],
  ])('%j', (yaml, problem) => {
    expect(problemsOf(yaml)).toEqual([problem]);
  });

  test('YAML syntax: the place of the mistake and what to look at', () => {
    expect(problemsOf('questions:\n  - id: "q\n    kind: number\n')[0]).toMatch(
      /^quiz\.yaml:\d+:\d+: found a mistake in the YAML \(.*quote.*\); needed valid YAML/i,
    );
    expect(problemsOf('questions:\n  - id: q\n    id: r\n')).toEqual([
      expect.stringMatching(/^quiz\.yaml:3:5: found a mistake in the YAML \(Map keys must be unique/),
    ]);
  });
});

test('every mistake of a file is told at once, in the order of the file', () => {
  const yaml = `questions:
  - id: first
    kind: single-choice
    prompt: { zh: 问 }
    options:
      - { id: a, text: { zh: 甲, en: A }, feedback: { zh: 甲, en: A } }
      - { id: a, text: { zh: 甲, en: B } }
  - id: first
    kind: number
    answer: forty
    unitRequired: true
    prompt: { zh: 问, en: Ask }
    feedback: { right: { zh: 对, en: Right } }
  - kind: riddle
    prompt: 问
`;
  expect(problemsOf(yaml).map((problem) => problem.split('; needed')[0])).toEqual([
    'quiz.yaml:4:13: found no "en"',
    'quiz.yaml:5:5: found no right option',
    'quiz.yaml:7:9: found no "feedback"',
    'quiz.yaml:7:15: found the ID "a" again',
    'quiz.yaml:7:30: found the same text as options[0]',
    'quiz.yaml:8:5: found no "unit"',
    'quiz.yaml:8:9: found the ID "first" again',
    'quiz.yaml:10:13: found the text "forty" as "answer"',
    'quiz.yaml:13:15: found no "wrong"',
    'quiz.yaml:13:15: found no "unitMissing"',
    'quiz.yaml:14:5: found no "id"',
    'quiz.yaml:14:11: found the text "riddle" as "kind"',
    'quiz.yaml:15:13: found the text "问" as "prompt"',
  ]);
});

test('references that multiply each other are told to the author, and not followed', () => {
  const bomb = [
    'a: &a [x, x]',
    ...['b', 'c', 'd', 'e'].map((name, i) => `${name}: &${name} [${Array(9).fill(`*${'abcd'[i]}`).join(', ')}]`),
  ];
  expect(problemsOf(bomb.join('\n')).join()).toMatch(/references to anchors that can't be followed/);
});

test('the message starts with the file and lists one problem per line', () => {
  const error = new QuizAuthoringError('lessons/x/quiz.yaml', [
    { file: 'lessons/x/quiz.yaml', line: 3, column: 5, found: 'nothing', needed: 'an ID' },
  ]);
  expect(error.message).toBe(
    'lessons/x/quiz.yaml: 1 problem; nothing was compiled\nlessons/x/quiz.yaml:3:5: found nothing; needed an ID',
  );
  expect(error.code).toBe('QUIZ_AUTHORING');
});
