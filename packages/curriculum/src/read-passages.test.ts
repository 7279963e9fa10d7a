import { describe, expect, it } from 'vitest';
import { createAnchors } from './anchors.ts';
import { readPassages } from './read-passages.ts';

const LESSON = `## The idea

One <Term id="token">token</Term> is drawn<Cite id="shannon-1948" />. Then
the next.

- first **bold** item
- second item
  - nested item

<MythCheck claim="It looks the answer up">

There is no table.

</MythCheck>

| name | value |
| ---- | ----- |
| a    | 1     |

## Check yourself

Eight questions.

<Quiz />
`;

describe('the passages of a lesson', () => {
  const { text, blocks, terms } = readPassages(LESSON, 'en');
  const shown = blocks.map(({ kind, level, start, end }) => `${kind}${level ?? ''}: ${text.slice(start, end)}`);

  it('are what a reader sees, without markup, citations and the sections that say nothing', () => {
    expect(shown).toEqual([
      'heading2: The idea',
      'paragraph: One token is drawn. Then the next.',
      'listItem: first bold item',
      'listItem: second item',
      'listItem: nested item',
      'heading4: Myth: It looks the answer up',
      'paragraph: There is no table.',
      'heading4: ',
      'row: name | value',
      'row: a | 1',
    ]);
  });

  it('keep a myth as the heading over its correction, so that it can be found and never quoted', () => {
    const quotable = blocks.filter(({ kind }) => kind !== 'heading').map(({ start, end }) => text.slice(start, end));
    expect(quotable.join(' ')).not.toContain('looks the answer up');
  });

  it('tell where each term is used first', () => {
    expect(terms.get('token')).toBe(blocks[1]?.anchor);
  });
});

describe('the address of a paragraph', () => {
  it('depends on its words alone, not on marks, spaces or what stands before it', () => {
    const one = createAnchors();
    const other = createAnchors();
    other('Something else.');
    expect(one('“To be”, or not')).toBe(other("'To be' , or  not"));
    expect(one('A new text')).not.toBe(one('An old text'));
  });

  it('is another one where the same words come again on a page', () => {
    const anchorOf = createAnchors();
    const [first, second] = [anchorOf('twice'), anchorOf('twice')];
    expect(first).toMatch(/^p-[0-9a-f]{8}$/);
    expect(second).toBe(`${first}-2`);
  });
});
