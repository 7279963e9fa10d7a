import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { CorpusError } from '../foundations/errors.ts';
import { readCorpus } from './read-corpus.ts';

let root: string;
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'glassbox-corpus-'));
});
afterEach(() => rm(root, { recursive: true }));

async function put(name: string, content: string | Uint8Array): Promise<string> {
  await writeFile(join(root, name), content);
  return join(root, name);
}

it('joins files of every kind: whole text, last column, field "text"', async () => {
  const paths = [
    await put('a.txt', '\ufeff春眠\r\n不觉晓'),
    await put('b.MD', '# b\n'),
    await put('c.tsv', 'poet\ttitle\tfirst\nsecond'),
    await put('d.jsonl', '{"text":"one\\ntwo"}\n\n{"id":2,"text":"three"}\n'),
  ];
  expect(await readCorpus(paths)).toBe('春眠\n不觉晓\n# b\nfirst\nsecond\none\ntwo\nthree\n');
});

it.each<[string, string, string | Uint8Array, RegExp]>([
  ['an empty file', 'a.txt', '', /a\.txt: no text was found/],
  ['only white space', 'a.txt', ' \n\t\n', /a\.txt: no text was found/],
  ['binary data', 'a.txt', Uint8Array.from([65, 0, 66]), /a\.txt: binary data \(a zero byte at 1\)/],
  ['another encoding', 'a.txt', Uint8Array.from([0xb4, 0xba]), /a\.txt: bytes that are not UTF-8.*GBK/],
  ['another kind', 'a.pdf', 'x', /a\.pdf: the ending \.pdf was found; one of \.txt, \.md, \.tsv, \.jsonl/],
  ['no ending', 'a', 'x', /a: the ending \(none\) was found/],
  [
    'a line that is not JSON',
    'a.jsonl',
    '{"text":"x"}\n{oops',
    /a\.jsonl, line 2: no JSON object with a string "text"/,
  ],
  ['a line without text', 'a.jsonl', '{"body":"x"}', /a\.jsonl, line 1/],
  ['a line that is null', 'a.jsonl', 'null', /a\.jsonl, line 1/],
])('refuses %s in one sentence that names the file', async (_, name, content, words) => {
  const task = readCorpus([await put(name, content)]);
  await expect(task).rejects.toThrow(CorpusError);
  await expect(task).rejects.toThrow(words);
});

it('refuses missing files and folders', async () => {
  await mkdir(join(root, 'folder.txt'));
  await mkdir(join(root, 'folder'));
  await expect(readCorpus([join(root, 'gone.txt')])).rejects.toThrow(
    /gone\.txt: the file could not be read: it does not exist/,
  );
  for (const name of ['folder', 'folder.txt']) {
    await expect(readCorpus([join(root, name)])).rejects.toThrow(`${name}: it is a folder; a text file was needed`);
  }
});
