import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { chunkDocument, columns } from './chunk.ts';
import { documentFromText } from './read-documents.ts';

const document = documentFromText(
  'shop.md',
  '# 商店\n\n开门。\n\n## 退货\n\n一二三四五。六七八九十。甲乙丙丁戊。\n\n### 运费\n\nWe pay. You wait.\n\n## 换货\n\n不换。',
  'text/markdown',
);

describe('chunkDocument', () => {
  it('never crosses a heading, and names title and headings above as context', () => {
    expect(chunkDocument(document).map(({ id, context, text }) => [id, context, text])).toEqual([
      ['shop.md#0', '商店', '开门。'],
      ['shop.md#1', '商店 › 退货', '一二三四五。六七八九十。甲乙丙丁戊。'],
      ['shop.md#2', '商店 › 退货 › 运费', 'We pay. You wait.'],
      ['shop.md#3', '商店 › 换货', '不换。'],
    ]);
  });

  it('fills chunks with whole sentences and repeats the last one where it fits', () => {
    const texts = chunkDocument(document, { maxColumns: 26, overlapColumns: 12 }).map(({ text }) => text);
    expect(texts.slice(1, 3)).toEqual(['一二三四五。六七八九十。', '六七八九十。甲乙丙丁戊。']);
  });

  it('cuts a sentence that is wider than a chunk between characters, never inside one', () => {
    const long = documentFromText('long.txt', '😀'.repeat(50));
    const chunks = chunkDocument(long, { maxColumns: 21, overlapColumns: 0 });
    expect(chunks.map(({ text }) => text).join('')).toBe('😀'.repeat(50));
    expect(chunks.every(({ text }) => text.isWellFormed() && columns(text) <= 21)).toBe(true);
  });

  it('keeps every offset exact, every sentence in a chunk, every chunk within its width', () => {
    const sentence = fc.stringMatching(/^[A-Z退][a-z货 ]{0,40}[.。]$/);
    const paragraph = fc.array(sentence, { minLength: 1, maxLength: 8 }).map((list) => list.join(' '));
    fc.assert(
      fc.property(
        fc.array(paragraph, { minLength: 1, maxLength: 5 }),
        fc.integer({ min: 20, max: 120 }),
        (paragraphs, maxColumns) => {
          const source = documentFromText('x.txt', paragraphs.join('\n\n'));
          const overlapColumns = Math.floor(maxColumns / 3);
          const chunks = chunkDocument(source, { maxColumns, overlapColumns });
          const covered = new Set<number>();
          for (const chunk of chunks) {
            expect(source.text.slice(chunk.start, chunk.end)).toBe(chunk.text);
            const width = chunk.sentences.reduce(
              (sum, { start, end }) => sum + columns(source.text.slice(start, end)),
              0,
            );
            expect(width).toBeLessThanOrEqual(maxColumns);
            for (const { start, end } of chunk.sentences) {
              expect(start >= chunk.start && end <= chunk.end).toBe(true);
              for (let at = start; at < end; at++) covered.add(at);
            }
          }
          for (let at = 0; at < source.text.length; at++) {
            if (!/\s/.test(source.text.charAt(at))) expect(covered.has(at)).toBe(true);
          }
          expect(chunks.every(({ start }, i) => start > (chunks[i - 1]?.start ?? -1))).toBe(true);
        },
      ),
      { seed: 2 },
    );
  });

  it.each([
    [{ maxColumns: 10 }, /maxColumns is 10; a whole number from 20/],
    [{ maxColumns: 100, overlapColumns: 50 }, /overlapColumns is 50; .* half of maxColumns \(100\)/],
    [{ overlapColumns: -1 }, /overlapColumns is -1/],
  ])('refuses %j', (options, message) => {
    expect(() => chunkDocument(document, options)).toThrow(message);
  });
});
