import { describe, expect, it } from 'vitest';
import { readMdx } from './read-mdx.ts';

function problemsOf(text: string) {
  return readMdx(text, 'zh.mdx').problems;
}

describe('readMdx', () => {
  it('says in which section and where each component stands', () => {
    const { components, headings, problems } = readMdx(
      '## 想法\n\n一段话<Cite id="a" place="表1" />。\n\n## 实验\n\n<Lab name="x" />\n',
      'zh.mdx',
    );
    expect(problems).toEqual([]);
    expect(headings.map(({ line }) => line)).toEqual([1, 5]);
    expect(components).toEqual([
      { name: 'Cite', attributes: { id: 'a', place: '表1' }, section: 0, line: 3, column: 4 },
      { name: 'Lab', attributes: { name: 'x' }, section: 1, line: 7, column: 1 },
    ]);
  });

  it('finds components inside components and inside emphasis', () => {
    const { components } = readMdx('<ForProduct>\n\n**问<Term id="t">词</Term>**\n\n</ForProduct>\n', 'zh.mdx');
    expect(components.map(({ name }) => name)).toEqual(['ForProduct', 'Term']);
  });

  it('collects the text of a section without headings and markup', () => {
    const { sectionTexts } = readMdx('## 题\n\n**甲**乙<Term id="t">丙</Term>\n\n### 小题\n\n丁\n', 'zh.mdx');
    expect(sectionTexts).toEqual(['甲乙丙丁']);
  });

  it.each([
    ['an unknown component', '<Labb name="x" />', '<Labb>', 1, 1],
    ['an HTML element', '字<sub>2</sub>', '<sub>', 1, 2],
    ['a missing attribute', '\n<Cite place="§1" />', '<Cite> without id', 2, 1],
    ['an unknown attribute', '<Lab name="x" seed="1" />', '<Lab seed>', 1, 1],
    ['a computed attribute', '<Lab name={x} />', 'a computed attribute on <Lab>', 1, 1],
    ['an empty term', '词<Term id="t" />', 'an empty <Term>', 1, 2],
    ['text inside a lab', '<Lab name="x">字</Lab>', 'text inside <Lab>', 1, 1],
    ['an import', 'import x from "y"\n', 'an import or export', 1, 1],
    ['an expression', '字{x}', 'an expression {x}', 1, 2],
    ['a title in the text', '# 题\n', 'a first-level heading', 1, 1],
  ])('refuses %s at its place', (_, text, found, line, column) => {
    expect(problemsOf(text)).toContainEqual(expect.objectContaining({ file: 'zh.mdx', found, line, column }));
  });

  it.each([
    ['a tag that is never closed', '## 题\n\n<ForProduct>\n\n字\n', 3, 1],
    ['a tag left open inside a paragraph', '字 <Term id="a"> 字\n\n段\n', 1, 3],
    ['a brace left open', '字 {a\n', 1, 5],
  ])('reports %s at its place', (_, text, line, column) => {
    expect(problemsOf(text)).toEqual([
      { file: 'zh.mdx', line, column, found: expect.stringContaining('a syntax error'), needed: 'valid MDX' },
    ]);
  });
});
