import { readFile } from 'node:fs/promises';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DocumentError, locateInSource, type RagDocument } from './document.ts';
import { documentFromText, readDocuments } from './read-documents.ts';

const bytesOf = (text: string) => new TextEncoder().encode(text);
const readOne = async (name: string, bytes: Uint8Array) => {
  const { documents, errors } = await readDocuments([{ name, bytes }]);
  return { document: documents[0], error: errors[0] };
};
const blockTexts = ({ text, blocks }: RagDocument) =>
  blocks.map(({ kind, start, end }) => [kind, text.slice(start, end)]);

describe('readers', () => {
  it('read markdown: headings, paragraphs, items, code and tables, without marks and front matter', () => {
    const source = `---\nauthor: x\n---\n# Tea & *time*\n\nPour **hot** water,\nthen [wait](https://x.example).\n\n- one\n- two \`code\`\n\n> quoted\n\n\`\`\`\na  b\n\`\`\`\n\n| Tea | Minutes |\n|---|---|\n| green | 2 |\n\n<p>raw &lt;html&gt;</p>\n`;
    expect(blockTexts(documentFromText('a.md', source, 'text/markdown'))).toEqual([
      ['heading', 'Tea & time'],
      ['paragraph', 'Pour hot water, then wait.'],
      ['listItem', 'one'],
      ['listItem', 'two code'],
      ['paragraph', 'quoted'],
      ['code', 'a  b'],
      ['row', 'Tea Minutes'],
      ['row', 'green 2'],
      ['paragraph', 'raw <html>'],
    ]);
  });

  it('read HTML: what a browser shows, entities decoded, scripts and styles left out', () => {
    const source = `<!doctype html><html><head><title>T &amp; T</title><style>p{}</style></head><body><h2>A</h2><p>one<br>two <b>th</b>ree</p>
<script>alert('x')</script><ul><li>四&nbsp;五<li>six</ul><table><tr><td>a</td><td>b</td></tr></table>tail<template>no</template></body>`;
    const document = documentFromText('a.html', source, 'text/html');
    expect(document.title).toBe('T & T');
    expect(blockTexts(document)).toEqual([
      ['heading', 'A'],
      ['paragraph', 'one two three'],
      ['listItem', '四 五'],
      ['listItem', 'six'],
      ['row', 'a b'],
      ['paragraph', 'tail'],
    ]);
  });

  it('read plain text as it is, cut at empty lines and list marks', () => {
    const document = documentFromText('notes.txt', 'first line\nsecond line\n\n一、条款\n- item\n');
    expect(document.text).toBe('first line\nsecond line\n\n一、条款\n- item\n');
    expect(blockTexts(document)).toEqual([
      ['paragraph', 'first line\nsecond line'],
      ['listItem', '一、条款'],
      ['listItem', '- item'],
    ]);
    expect(document.title).toBe('notes');
  });

  it('take short lines over sentences for the headings of plain text, and one at the very top for its title', () => {
    const text = 'House rules\n\nKitchen\nWash up at once.\nClose the window.\n\nRent\n\nA line\nof verse';
    expect(blockTexts(documentFromText('rules.txt', text))).toEqual([
      ['heading', 'House rules'],
      ['heading', 'Kitchen'],
      ['paragraph', 'Wash up at once.\nClose the window.'],
      ['paragraph', 'Rent'],
      ['paragraph', 'A line\nof verse'],
    ]);
  });

  it('read a PDF page by page: wrapped lines are one paragraph, large letters headings, characters the usual ones', async () => {
    const bytes = await readFile(new URL('../../test/fixtures/rag/handbook.pdf', import.meta.url));
    const { document, error } = await readOne('handbook.pdf', bytes);
    expect(error).toBeUndefined();
    if (!document) return;
    expect(document.title).toBe('松果图书室手册');
    expect(blockTexts(document).slice(0, 6)).toEqual([
      ['heading', '松果图书室手册'],
      ['heading', '借阅'],
      [
        'paragraph',
        '每位读者一次最多可以借十二本书，借期为四周。到期以前可以在柜台或者网上续借一次，续借的期限是两周，被别人预约的书不能续借。',
      ],
      ['heading', '罚款'],
      ['paragraph', '逾期每天每本收取两角钱。'],
      ['heading', 'Reading room'],
    ]);
    const start = document.text.indexOf('Food is not allowed');
    expect(locateInSource(document, { start, end: start + 4 })).toEqual({ firstPage: 2, lastPage: 2 });
  });

  it('tell for every word of markdown and HTML where it stood in the file', () => {
    const word = fc.stringMatching(/^[a-z退货]{2,6}$/);
    const pieces = fc.array(
      fc.tuple(word, fc.constantFrom(' ', '\n\n', '\n- ', '&amp;', ' <b>x</b> ', '\n# ', '  \n')),
      {
        minLength: 1,
        maxLength: 12,
      },
    );
    fc.assert(
      fc.property(pieces, fc.constantFrom('text/markdown' as const, 'text/html' as const), (list, mediaType) => {
        // each word is made unique by its number, so that its place in the source is known
        const words = list.map(([text], index) => `${text}q${index}q`);
        const source = list.map(([, glue], index) => words[index] + glue).join('');
        const document = documentFromText('x', source, mediaType);
        for (const one of words) {
          const start = document.text.indexOf(one);
          expect(start).toBeGreaterThanOrEqual(0);
          const { source: place } = locateInSource(document, { start, end: start + one.length });
          expect(place).toEqual({ start: source.indexOf(one), end: source.indexOf(one) + one.length });
        }
      }),
      { seed: 4, numRuns: 200 },
    );
  });

  it('make the same document of a browser file and of bytes', async () => {
    const [fromFile, fromBytes] = await Promise.all([
      readDocuments([new File(['# A\n\nb'], 'a.md')]),
      readDocuments([{ name: 'a.md', bytes: bytesOf('# A\n\nb') }]),
    ]);
    expect(fromFile).toEqual(fromBytes);
  });
});

describe('encodings', () => {
  const text = '退货期限是七天。';
  const utf16 = (littleEndian: boolean) => {
    const view = new DataView(new ArrayBuffer(2 + 2 * text.length));
    for (const [i, unit] of [0xfeff, ...Array.from(text, (c) => c.charCodeAt(0))].entries())
      view.setUint16(2 * i, unit, littleEndian);
    return new Uint8Array(view.buffer);
  };
  // "退货期限是七天。" in GB 18030
  const gb = Uint8Array.from([
    0xcd, 0xcb, 0xbb, 0xf5, 0xc6, 0xda, 0xcf, 0xde, 0xca, 0xc7, 0xc6, 0xdf, 0xcc, 0xec, 0xa1, 0xa3,
  ]);
  it.each([
    ['UTF-8', bytesOf(text)],
    ['UTF-8 with a mark', bytesOf(`\ufeff${text}`)],
    ['UTF-16, little end first', utf16(true)],
    ['UTF-16, big end first', utf16(false)],
    ['GB 18030', gb],
  ])('%s is understood', async (_, bytes) => {
    expect((await readOne('a.txt', bytes)).document?.text).toBe(text);
  });
});

describe('files that can’t be read', () => {
  const pdf = '%PDF-1.7\n1 0 obj\n<< /Type /Catalog >>\nendobj\ntrailer << /Root 1 0 R >>';
  it.each<[string, string, Uint8Array, RegExp]>([
    ['empty', 'a.txt', new Uint8Array(), /a\.txt: the file is empty/],
    ['white space only', 'a.md', bytesOf(' \n\t'), /only white space/],
    ['binary', 'a.txt', Uint8Array.from({ length: 64 }, (_, i) => i), /control characters/],
    [
      'a picture named txt',
      'a.txt',
      Uint8Array.from([0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10, 0, 0, 0, 13]),
      /neither UTF-8|control characters/,
    ],
    [
      'French in Latin-1',
      'a.txt',
      Uint8Array.from(Array.from('déjà vu à la fête où', (c) => c.charCodeAt(0))),
      /neither UTF-8/,
    ],
    ['unknown ending', 'a.docx', bytesOf('x'), /"docx" was found; one of txt/],
    ['no ending', 'README', bytesOf('x'), /the ending "" was found/],
    ['broken PDF', 'a.pdf', bytesOf(pdf), /a\.pdf: it could not be read/],
    ['text named pdf', 'a.pdf', bytesOf('hello'), /a\.pdf: it could not be read/],
    ['HTML without text', 'a.html', bytesOf('<script>1</script>'), /no text was found/],
    ['HTML nested 100,000 deep', 'a.html', bytesOf('<div>'.repeat(100_000)), /nested too deeply/],
    ['quotes nested 10,000 deep', 'a.md', bytesOf(`${'>'.repeat(10_000)} x`), /nested too deeply/],
  ])('get a clear error each: %s', async (_, name, bytes, message) => {
    const { documents, errors } = await readDocuments([
      { name: 'before.txt', bytes: bytesOf('before') },
      { name, bytes },
      { name: 'after.txt', bytes: bytesOf('after') },
    ]);
    expect(documents.map(({ id }) => id)).toEqual(['before.txt', 'after.txt']);
    expect(errors).toHaveLength(1);
    expect(errors[0]).toBeInstanceOf(DocumentError);
    expect(errors[0]?.file).toBe(name);
    expect(errors[0]?.message).toMatch(message);
  });

  it('refuses files beyond maxBytes', async () => {
    const { errors } = await readDocuments([{ name: 'a.txt', bytes: bytesOf('12345') }], { maxBytes: 4 });
    expect(errors[0]?.message).toMatch(/5 bytes were found; at most 4/);
  });

  it('stops at once when aborted', async () => {
    const signal = AbortSignal.abort(new Error('enough'));
    await expect(readDocuments([{ name: 'a.txt', bytes: bytesOf('x') }], { signal })).rejects.toThrow('enough');
  });
});
