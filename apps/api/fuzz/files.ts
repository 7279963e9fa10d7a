/** Files that are not what they say: models, PDFs, Markdown and HTML made to break their readers. */
import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import type { Draw } from './values.ts';

const utf8 = (text: string) => new TextEncoder().encode(text);

/** A safetensors file: eight bytes of length, a JSON header, the numbers. */
function safetensors(header: string, { length = header.length, data = 16 } = {}): Uint8Array {
  const bytes = new Uint8Array(8 + header.length + data);
  new DataView(bytes.buffer).setBigUint64(0, BigInt(length), true);
  bytes.set(utf8(header).subarray(0, header.length), 8);
  return bytes;
}

const tensor = (dtype: string, shape: unknown, offsets: unknown) =>
  JSON.stringify({ x: { dtype, shape, data_offsets: offsets } });

/** By what is wrong with them. */
export const HOSTILE_FILES: Readonly<Record<string, () => Uint8Array>> = {
  'nothing at all': () => new Uint8Array(),
  'one byte': () => Uint8Array.of(0xff),
  zeros: () => new Uint8Array(2_000),
  'not UTF-8': () => Uint8Array.of(0xff, 0xfe, 0xc0, 0x80, 0xed, 0xa0, 0x80, 0x0a),
  'UTF-16': () => Uint8Array.of(0xff, 0xfe, 0x41, 0x00, 0x42, 0x00),
  'a gzip bomb': () => gzipSync(new Uint8Array(8 * 1024 * 1024)),
  'a zip': () => utf8('PK\u0003\u0004\u0014\0\0\0\0\0'),
  'a header longer than the file': () => safetensors('{}', { length: 2 ** 40 }),
  'a header of 2^63 bytes': () => safetensors('{}', { length: 2 ** 53 }),
  'a header that nests': () => safetensors(`${'['.repeat(50_000)}`),
  'a tensor beyond the end': () => safetensors(tensor('F32', [4], [0, 2 ** 40])),
  'a tensor that overlaps backwards': () => safetensors(tensor('F32', [4], [16, 0])),
  'a tensor of huge shape': () => safetensors(tensor('F32', [2 ** 31, 2 ** 31], [0, 16])),
  'a tensor of negative shape': () => safetensors(tensor('F32', [-4], [0, 16])),
  'a tensor of unknown type': () => safetensors(tensor('__proto__', [4], [0, 16])),
  'prototype keys in a header': () => safetensors('{"__proto__":{"dtype":"F32","shape":[4],"data_offsets":[0,16]}}'),
  'a PDF that ends early': () => utf8('%PDF-1.7\n1 0 obj\n<< /Type /Catalog /Pages 2 0 R >>\n'),
  'a PDF that refers to itself': () =>
    utf8(
      '%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[2 0 R]/Count 1>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF',
    ),
  'a PDF with a million pages': () =>
    utf8(
      '%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[]/Count 1000000>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF',
    ),
  'a PDF with a script': () =>
    utf8(
      '%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R/OpenAction<</S/JavaScript/JS(app.alert(1))>>>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n3 0 obj<</Type/Page/Parent 2 0 R>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF',
    ),
  'Markdown that nests quotes': () => utf8(`${'>'.repeat(20_000)} x`),
  'Markdown that nests lists': () =>
    utf8(Array.from({ length: 500 }, (_, depth) => `${'  '.repeat(depth)}- x`).join('\n')),
  'Markdown with open brackets': () => utf8('['.repeat(30_000)),
  'Markdown with stars': () => utf8('*a_'.repeat(20_000)),
  'Markdown with back-ticks': () => utf8('`'.repeat(30_000)),
  'Markdown of one line': () => utf8('a'.repeat(900_000)),
  'HTML that nests': () => utf8(`${'<div>'.repeat(30_000)}x`),
  'HTML with an open tag': () => utf8(`<p ${'a="'.repeat(20_000)}`),
  'HTML with open comments': () => utf8('<!--'.repeat(30_000)),
  'HTML with entities': () => utf8(`${'&#x10ffff;&#0;&#xd800;&nosuch;'.repeat(2_000)}`),
  'HTML with a script': () => utf8('<p>a</p><script>alert(1)</script><img src=x onerror=alert(1)>'),
  'MDX with code': () =>
    utf8('import x from "node:fs"\n\n# {process.env.AUTH_SECRET}\n\n<Evil onClick={() => fetch("//x")} />'),
  'YAML with a billion laughs': () =>
    utf8(
      `a: &a [x,x]\n${['b', 'c', 'd', 'e', 'f'].map((name, i) => `${name}: &${name} [${Array(9).fill(`*${'abcde'[i]}`).join()}]`).join('\n')}`,
    ),
};

export function hostileFile(draw: Draw): Uint8Array {
  const make = draw(fc.constantFrom, ...Object.values(HOSTILE_FILES));
  return draw(fc.boolean) ? make() : draw(fc.uint8Array, { maxLength: 3_000 });
}
