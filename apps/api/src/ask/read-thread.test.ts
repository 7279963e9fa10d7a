import { deflateSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { readFile } from './read-file.ts';
import { readInThread } from './read-thread.ts';

/** A PDF of one page whose content is packed and unpacks to so much. */
function pdf(content: Uint8Array): Uint8Array {
  const packed = deflateSync(content, { level: 9 });
  const objects = [
    '<</Type/Catalog/Pages 2 0 R>>',
    '<</Type/Pages/Kids[3 0 R]/Count 1>>',
    '<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>',
    `<</Length ${packed.length}/Filter/FlateDecode>>\nstream\n${packed.toString('latin1')}\nendstream`,
    '<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>',
  ];
  let text = '%PDF-1.4\n';
  const places = objects.map((object, i) => {
    const place = text.length;
    text += `${i + 1} 0 obj\n${object}\nendobj\n`;
    return `${String(place).padStart(10, '0')} 00000 n \n`;
  });
  const table = `xref\n0 6\n0000000000 65535 f \n${places.join('')}`;
  return Buffer.from(`${text}${table}trailer<</Size 6/Root 1 0 R>>\nstartxref\n${text.length}\n%%EOF`, 'latin1');
}

describe('reading a file', () => {
  it('makes text that Postgres can store, in place', async () => {
    const { text } = await readFile('odd.html', new TextEncoder().encode('<p>One&#xD800; two.</p>'));
    expect(text.isWellFormed()).toBe(true);
    expect(text).toMatch(/^One.* two\.$/);
  });

  it('says what is wrong with it', async () => {
    await expect(readFile('a.docx', new Uint8Array([1]))).rejects.toThrow(/ending "docx" was found; one of txt/);
    const long = new TextEncoder().encode('A sentence of text. '.repeat(60_000));
    await expect(readFile('long.txt', long)).rejects.toThrow(/at most 1000000 are taken/);
  });
});

describe('a thread for one file', () => {
  it('gives the document', async () => {
    const page = new TextEncoder().encode('BT /F1 12 Tf 10 700 Td (Seventeen carp live here.) Tj ET');
    expect((await readInThread({ name: 'pond.pdf', bytes: pdf(page) })).text).toContain('Seventeen carp live here.');
  });

  it('is ended when a small file unpacks to more than there may be', async () => {
    const bytes = pdf(Buffer.alloc(96 * 1024 * 1024, ' '));
    expect(bytes.length).toBeLessThan(128 * 1024);
    const limits = { maxMegabytes: 64 };
    await expect(readInThread({ name: 'bomb.pdf', bytes }, limits)).rejects.toThrow(
      /^bomb\.pdf: it needs more than 64 MB of memory/,
    );
  });

  it('is ended when it takes too long', async () => {
    const bytes = new TextEncoder().encode('text');
    await expect(readInThread({ name: 'slow.txt', bytes }, { timeoutMs: 1 })).rejects.toThrow(
      /^slow\.txt: it takes more than 0\.001 s to read/,
    );
  });
});
