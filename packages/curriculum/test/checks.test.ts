/** Every check on a course that is broken in one place at a time: what is told, and exactly where. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, describe as group, it } from 'vitest';
import { checkCourse } from '../src/load-course.ts';
import { describe } from '../src/problem.ts';
import { createFixtureCourse, type FixtureCourse } from './fixture-course.ts';

const LESSON = 'lessons/31-next-token';
let course: FixtureCourse;

beforeEach(() => {
  course = createFixtureCourse();
});
afterEach(() => course.remove());

function told(): string[] {
  return checkCourse(course.root, { drafts: true }).problems.map(describe);
}

/** What is told after a change that was not told before it. */
function toldAfter(...changes: [file: string, from: string, to: string][]): string[] {
  const before = told();
  for (const [file, from, to] of changes) {
    course.change(`${LESSON}/${file}`, (text) => {
      if (!text.includes(from)) throw new Error(`fixture: no "${from}" in ${file}`);
      return text.replace(from, to);
    });
  }
  return told().filter((line) => !before.includes(line));
}

/** A sentence at the end of the idea; both languages stay alike. */
function afterIdea(locale: 'zh' | 'en', text: string): string[] {
  return toldAfter([`${locale}.mdx`, '\n\n<Picture', `\n\n${text}\n\n<Picture`]);
}

group('links and images', () => {
  it.each([
    ['[here](/lessons/nowhere)', 'a link to "/lessons/nowhere"; needed the slug of a lesson: next-token, gpt-journey'],
    ['[here](/lessons/gpt-journey)', 'needed a lesson that can be read: this one is still planned'],
    ['[here](/en/lessons/next-token)', 'needed the page in the language of this text: /lessons/next-token'],
    ['[here](#nowhere)', 'a link to "#nowhere"; needed a place on this page: #content, #idea'],
    ['[here](http://example.org)', 'needed an https address'],
    ['[here](./notes.pdf)', 'needed an address that starts with / or a file that is there'],
    ['[here](../32-gpt-journey/zh.mdx)', 'needed the address of the page'],
    ['![what](./missing.png)', 'the image "./missing.png"; needed a file that is there'],
    ['![what](https://example.org/a.png)', 'pages load nothing from elsewhere'],
  ])('%s is reported', (text, expected) => {
    const [line, ...more] = afterIdea('zh', `字 ${text}`);
    expect(line).toContain(`${LESSON}/zh.mdx:5:3: found `);
    expect(line).toContain(expected);
    expect(more).toEqual([]);
  });

  it.each([
    '[here](#idea)',
    '[here](#source-first)',
    '[here](https://example.org/a)',
    '[here](/lessons/next-token#lab)',
  ])('%s is fine', (text) => expect(afterIdea('zh', `字 ${text}`)).toEqual([]));

  it('wants an image to be there and described', () => {
    writeFileSync(join(course.root, LESSON, 'a.png'), '');
    expect(afterIdea('zh', '字 ![一张图](./a.png)')).toEqual([]);
    expect(afterIdea('zh', '字 ![](./a.png)')[0]).toContain('needed a description for those who cannot see it');
  });
});

group('claims', () => {
  it.each([
    ['en', 'It was found in 1951. More words.', 'It was found in 1951.'],
    ['en', 'A model of 70 billion parameters was asked.', 'A model of 70 billion parameters was…'],
    ['zh', '后来，准确率到了百分之九十。一九年后是94.5%。', '一九年后是94.5%。'],
  ] as const)('%s: "%s" has a number without a source', (locale, text, quoted) => {
    const column = text.indexOf(quoted.slice(0, 5)) + 1;
    expect(afterIdea(locale, text)).toEqual([
      `${LESSON}/${locale}.mdx:5:${column}: warning: found a number without a source: "${quoted}"; needed a <Cite id="…" /> behind it, or <Measured from="…" /> when we measured it ourselves`,
    ]);
  });

  it.each([
    ['en', 'It was found in 1951<Cite id="first" />. More words.'],
    ['en', 'It was found in 1951. So it has been since<Cite id="first" />.'],
    ['en', 'Our own run came to 94%<Measured from="the lab" />.'],
    ['en', 'Suppose 30% of all answers are wrong. Then 70% are right.'],
    ['en', 'Three steps, 20 at most, and 12 tokens.'],
    ['zh', '假设有30%答错了，那么剩下的70%是对的。'],
    ['zh', '意外是ln 1271≈7.15奈特，就是1÷2＝50%。'],
  ] as const)('%s: "%s" needs none', (locale, text) => {
    expect(afterIdea(locale, text)).toEqual([]);
  });
});

group('a key that can be guessed', () => {
  const option = '{ id: o9, text: { zh: 以上都对, en: All of the above }, feedback: { zh: 不, en: No } }\n  - id: name';

  it('reports an option that catches all the others', () => {
    const lines = toldAfter(['quiz.yaml', '- id: name', `    - ${option}`]);
    expect(lines.map((line) => line.split('; ')[0])).toEqual([
      `${LESSON}/quiz.yaml:8:27: warning: found "以上都对"`,
      `${LESSON}/quiz.yaml:8:37: warning: found "All of the above"`,
    ]);
  });

  it('reports a right option that stands out by its length', () => {
    const [line] = toldAfter(['quiz.yaml', 'zh: 甲, en: A }', 'zh: 甲, en: A much longer text }']);
    expect(line).toContain('quiz.yaml:6:');
    expect(line).toContain('found a right option of 18 characters among wrong ones of 1');
  });

  it('reports a prompt that holds the answer', () => {
    const [line] = toldAfter(['quiz.yaml', 'en: What is it called }', 'en: Is it called canary-9f31c7 }']);
    expect(line).toContain('found an accepted form that stands in the prompt: "canary-9f31c7"');
  });

  it('reports the same remark on two options', () => {
    const [line] = toldAfter([
      'quiz.yaml',
      'feedback: { zh: 不canary-9f31c7, en',
      'feedback: { zh: 对canary-9f31c7, en',
    ]);
    expect(line).toContain('quiz.yaml:7:');
    expect(line).toContain('found the remark of options[0] again');
  });
});

group('objectives', () => {
  const OBJECTIVES = 'labs: [guess]\nobjectives:\n  - { id: count, text: { zh: 会数, en: Count } }\n';

  it('reports a lesson without any', () => {
    expect(told()).toContainEqual(expect.stringContaining('lesson.yaml:1:1: warning: found no objectives'));
  });

  it('reports one without a question, and questions without one', () => {
    const lines = toldAfter(['lesson.yaml', 'labs: [guess]\n', OBJECTIVES]).map((line) => line.split('; ')[0]);
    expect(lines).toEqual([
      `${LESSON}/lesson.yaml:7:7: warning: found an objective without a question: count`,
      `${LESSON}/quiz.yaml:2:5: warning: found a question without an objective: why`,
      `${LESSON}/quiz.yaml:8:5: warning: found a question without an objective: name`,
    ]);
  });

  it('refuses an id that stands twice', () => {
    const twice = `${OBJECTIVES}  - { id: count, text: { zh: 再数, en: Again } }\n`;
    const lines = toldAfter(['lesson.yaml', 'labs: [guess]\n', twice]);
    expect(lines).toContain(`${LESSON}/lesson.yaml:8:7: found the objective count twice; needed each id once`);
  });
});

group('translation and length', () => {
  it('reports Chinese in English and English in Chinese', () => {
    const english = 'This whole paragraph was forgotten when the lesson was written.';
    expect(afterIdea('zh', english)[0]).toContain('zh.mdx:5:1: warning: found no Chinese in the Chinese text');
    expect(afterIdea('en', '这一段忘了写成英文。')[0]).toContain(
      'en.mdx:5:1: warning: found Chinese in the English text',
    );
    expect(toldAfter(['quiz.yaml', 'en: Why }', 'en: 为什么呢 }'])[0]).toContain(
      'quiz.yaml:4:24: warning: found Chinese in the English text',
    );
  });

  it('reports a subheading that one language lacks', () => {
    expect(afterIdea('zh', '### 小标题')[0]).toContain('en.mdx:1:1: warning: found 0 subheadings (###)');
  });

  it('stops at an idea that is too short or too long in Chinese', () => {
    const [line] = toldAfter(['zh.mdx', '字'.repeat(600), '字'.repeat(500)]);
    expect(line).toBe(`${LESSON}/zh.mdx:1:1: found 500 Chinese characters in the idea; needed 600 to 1200`);
  });

  it('reports minutes that reading alone takes up', () => {
    const [line] = toldAfter(['lesson.yaml', 'minutes: 10', 'minutes: 1']);
    expect(line).toContain('lesson.yaml:2:1: warning: found minutes = 1; needed at least 2');
  });
});

group('pictures and labs', () => {
  it('refuses names that the site beside the lessons does not have; in a draft it warns', () => {
    const names = { pictures: ['chain'], labs: ['other'] };
    expect(checkCourse(course.root, { site: names }).problems.map(describe)).toContainEqual(
      `${LESSON}/zh.mdx:9:1: found <Lab name="guess">; needed one of other, or a new one (docs/authoring/pictures-and-labs.md)`,
    );
    course.change(`${LESSON}/lesson.yaml`, (text) => text.replace('ready', 'draft'));
    expect(checkCourse(course.root, { site: names, drafts: true }).problems.map(describe)).toContainEqual(
      expect.stringContaining('zh.mdx:9:1: warning: found <Lab name="guess">'),
    );
  });

  it('a file beside the text does for a picture', () => {
    writeFileSync(join(course.root, LESSON, 'a.png'), '');
    const swap = (file: string): [string, string, string] => [file, '<Picture name="chain" />', '![图 a](./a.png)'];
    expect(toldAfter(swap('zh.mdx'), swap('en.mdx'))).toEqual([]);
  });

  it('let a placeholder stand in a draft only', () => {
    const lines = toldAfter(
      ['zh.mdx', 'name="chain"', 'name="placeholder"'],
      ['en.mdx', 'name="chain"', 'name="placeholder"'],
    );
    expect(lines[0]).toContain('zh.mdx:5:1: found a placeholder, <Picture name="placeholder">');
  });
});

group('between lessons', () => {
  it('reports a question ID and a source that another lesson has otherwise', () => {
    const other = join(course.root, 'lessons/33-again');
    mkdirSync(other);
    for (const file of ['lesson.yaml', 'zh.mdx', 'en.mdx', 'quiz.yaml', 'sources.yaml']) {
      const text = course.read(`${LESSON}/${file}`).replace('title: A Title', 'title: Another Title');
      writeFileSync(join(other, file), text);
    }
    const lines = told().filter((line) => line.startsWith('lessons/33-again/') && line.includes(LESSON));
    expect(lines.map((line) => line.split('; ')[0])).toEqual([
      `lessons/33-again/quiz.yaml:2:5: warning: found the question ID "why", which ${LESSON}/quiz.yaml has too`,
      `lessons/33-again/quiz.yaml:8:5: warning: found the question ID "name", which ${LESSON}/quiz.yaml has too`,
      `lessons/33-again/sources.yaml:4:5: warning: found the source first with another title than in ${LESSON}/sources.yaml`,
    ]);
  });

  it('reports texts beside a lesson.yaml that says planned', () => {
    const [line] = toldAfter(['lesson.yaml', 'ready', 'planned']);
    expect(line).toContain('lesson.yaml:1:1: warning: found status: planned beside en.mdx, quiz.yaml, zh.mdx');
  });
});
