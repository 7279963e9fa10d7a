import { describe, expect, it } from 'vitest';
import { readMdx } from '../read-mdx.ts';
import { checkLesson } from './check-lesson.ts';

const IDEA = '字'.repeat(600);

function lessonText(idea: string): string {
  return [
    `## 想法\n\n${idea}<Term id="token">词元</Term><Cite id="shannon" />\n\n<Picture name="chain" />`,
    '## 实验\n\n<Lab name="guess" />',
    '## 产品\n\n<ForProduct>\n\n决定\n\n</ForProduct>',
    '## 检查\n\n<Quiz />',
    '## 出处\n\n<Sources />',
  ].join('\n\n');
}

const ZH = lessonText(IDEA);
const EN = lessonText('Words.');

function foundIn(zh: string, en: string) {
  const problems = checkLesson({
    zh: readMdx(zh, 'zh.mdx'),
    en: readMdx(en, 'en.mdx'),
    labs: ['guess'],
    sourceIds: ['shannon'],
    termIds: ['token'],
  });
  return problems.map(({ file, line, column, found }) => `${file}:${line}:${column} ${found}`);
}

describe('checkLesson', () => {
  it('accepts a lesson of five sections that is the same in both languages', () => {
    expect(foundIn(ZH, EN)).toEqual([]);
  });

  it('reports a citation without a source at the citation', () => {
    const text = ZH.replace('id="shannon"', 'id="shanon"');
    expect(foundIn(text, EN.replace('id="shannon"', 'id="shanon"'))).toEqual([
      'zh.mdx:3:627 <Cite id="shanon">',
      'en.mdx:3:33 <Cite id="shanon">',
    ]);
  });

  it('reports a term without a glossary entry', () => {
    expect(foundIn(ZH.replace('id="token"', 'id="tokens"'), EN.replace('id="token"', 'id="tokens"'))).toEqual([
      'zh.mdx:3:601 <Term id="tokens">',
      'en.mdx:3:7 <Term id="tokens">',
    ]);
  });

  it('reports what one language cites and the other does not', () => {
    expect(foundIn(ZH, EN.replace('<Cite id="shannon" />', ''))).toEqual(['zh.mdx:3:627 <Cite id="shannon">']);
  });

  it('reports a missing section and what is out of its place', () => {
    const found = foundIn(ZH.replace('## 检查\n\n', ''), EN);
    expect(found).toContain('zh.mdx:21:1 4 sections (##)');
    expect(found).toContain('zh.mdx:19:1 <Quiz> in section 3');
  });

  it('reports sections in the wrong order', () => {
    const [idea, lab, product, quiz, sources] = EN.split(/\n\n(?=## )/);
    const found = foundIn(ZH, [idea, product, lab, quiz, sources].join('\n\n'));
    expect(found.some((text) => text.endsWith('<ForProduct> in section 2'))).toBe(true);
    expect(found.some((text) => text.endsWith('<Lab> in section 3'))).toBe(true);
  });

  it('reports a lab that lesson.yaml does not name', () => {
    const swap = (text: string) => text.replace('name="guess"', 'name="other"');
    expect(foundIn(swap(ZH), swap(EN))).toEqual(['zh.mdx:9:1 labs other', 'en.mdx:9:1 labs other']);
  });

  it('reports a myth check that stands in one language only', () => {
    const myth = '\n\n<MythCheck claim="x">\n\n字\n\n</MythCheck>';
    expect(foundIn(ZH, EN.replace('\n\n<Picture', `${myth}\n\n<Picture`))).toEqual(['en.mdx:5:1 1 <MythCheck>']);
  });
});
