/** A course of one ready and one planned lesson in a temporary folder, for tests to break in one place at a time. */
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

/** Stands in the key and the feedback of the fixture's quiz; must never be seen in what is public. */
export const CANARY = 'canary-9f31c7';

const META = 'minutes: 10\ntitle: { zh: 题, en: Title }\nsummary: { zh: 一句话, en: One line }\n';

const QUIZ = `questions:
  - id: why
    kind: single-choice
    prompt: { zh: 为什么, en: Why }
    options:
      - { id: ${CANARY}-a, correct: true, text: { zh: 甲, en: A }, feedback: { zh: 对${CANARY}, en: Yes ${CANARY} } }
      - { id: ${CANARY}-b, text: { zh: 乙, en: B }, feedback: { zh: 不${CANARY}, en: No ${CANARY} } }
  - id: name
    kind: short-text
    prompt: { zh: 叫什么, en: What is it called }
    accept: { zh: [${CANARY}], en: [${CANARY}] }
    feedback: { right: { zh: 对${CANARY}, en: Yes ${CANARY} }, wrong: { zh: 不${CANARY}, en: No ${CANARY} } }
`;

function lessonText(idea: string): string {
  return `## 1

${idea} <Term id="token">x</Term> <Cite id="second" /> <Cite id="first" />

<Picture name="chain" />

## 2

<Lab name="guess" />

## 3

<ForProduct>

x

</ForProduct>

## 4

<Quiz />

## 5

<Sources />
`;
}

function source(id: string): string {
  return `  - id: ${id}
    authors: [A. Author]
    title: A Title
    year: 1951
    venue: A Journal
    url: https://example.org/${id}
    place: { zh: 第1节, en: §1 }
    claim: { zh: 一个事实, en: A fact }
`;
}

const FILES: Record<string, string> = {
  'modules.yaml': 'modules:\n  - { id: training, number: 3, title: { zh: 训练, en: Training } }\n',
  'glossary.yaml': 'terms:\n  - { id: token, term: { zh: 词元, en: token }, definition: { zh: 单位, en: A unit } }\n',
  'lessons/31-next-token/lesson.yaml': `status: ready\n${META}labs: [guess]\n`,
  'lessons/31-next-token/zh.mdx': lessonText('字'.repeat(600)),
  'lessons/31-next-token/en.mdx': lessonText('Words. '.repeat(400).trim()),
  'lessons/31-next-token/quiz.yaml': QUIZ,
  'lessons/31-next-token/sources.yaml': `sources:\n${source('first')}${source('second')}`,
  'lessons/32-gpt-journey/lesson.yaml': `status: planned\n${META}labs: []\n`,
};

export interface FixtureCourse {
  root: string;
  /** Rewrites one file; `undefined` deletes it. */
  change(file: string, edit: (text: string) => string | undefined): void;
  read(file: string): string;
  remove(): void;
}

/** Writes the course; the caller removes it. */
export function createFixtureCourse(): FixtureCourse {
  const root = mkdtempSync(join(tmpdir(), 'curriculum-'));
  const write = (file: string, text: string) => {
    mkdirSync(dirname(join(root, file)), { recursive: true });
    writeFileSync(join(root, file), text);
  };
  for (const [file, text] of Object.entries(FILES)) write(file, text);
  return {
    root,
    change(file, edit) {
      const text = edit(FILES[file] ?? '');
      if (text === undefined) rmSync(join(root, file));
      else write(file, text);
    },
    read: (file) => readFileSync(join(root, file), 'utf8'),
    remove: () => rmSync(root, { recursive: true }),
  };
}
