/**
 * Reads text files to learn from. `.txt` and `.md` are taken as they are; of `.tsv` the last column of each line, of
 * `.jsonl` the string field "text" of each line. All must be UTF-8; line ends become \n; files follow one another.
 */
import { readFile, stat } from 'node:fs/promises';
import { extname, join } from 'node:path';
import { CorpusError } from '../foundations/errors.ts';
import { explainFileError } from './cli-error.ts';

const READERS: Readonly<Record<string, (text: string, path: string) => string>> = {
  '.txt': (text) => text,
  '.md': (text) => text,
  '.tsv': lastColumns,
  '.jsonl': textFields,
};

/**
 * Returns the text of all files, each ended by a line break.
 *
 * @throws CorpusError naming the file that is missing, of another kind, empty, binary or not UTF-8
 */
export async function readCorpus(paths: readonly string[]): Promise<string> {
  const texts = await Promise.all(paths.map(readOne));
  return texts.join('');
}

async function readOne(path: string): Promise<string> {
  if ((await reading(path, stat(path))).isDirectory()) {
    throw new CorpusError(
      `${path}: it is a folder; a text file was needed; name the files in it, such as ${join(path, '*.txt')}.`,
    );
  }
  const reader = READERS[extname(path).toLowerCase()];
  if (!reader) {
    fail(
      path,
      `the ending ${extname(path) || '(none)'}`,
      `one of ${Object.keys(READERS).join(', ')}`,
      'convert it to text',
    );
  }
  const bytes = await reading(path, readFile(path));
  const text = reader(decode(bytes, path).replaceAll('\r\n', '\n'), path);
  if (text.trim() === '') fail(path, 'no text', 'some to learn from', 'choose another file');
  return text.endsWith('\n') ? text : `${text}\n`;
}

function reading<Result>(path: string, task: Promise<Result>): Promise<Result> {
  return task.catch((cause: unknown) => {
    throw new CorpusError(
      `${path}: the file could not be read: ${explainFileError(cause)}; a text file was needed; check the path.`,
      { cause },
    );
  });
}

function decode(bytes: Uint8Array, path: string): string {
  const zero = bytes.indexOf(0);
  if (zero >= 0) fail(path, `binary data (a zero byte at ${zero})`, 'UTF-8 text', 'choose a text file');
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (cause) {
    throw new CorpusError(
      `${path}: bytes that are not UTF-8 were found; UTF-8 text was needed; save it as UTF-8 (it may be GBK or Latin-1).`,
      { cause },
    );
  }
}

function lastColumns(text: string): string {
  return text
    .split('\n')
    .map((line) => line.slice(line.lastIndexOf('\t') + 1))
    .join('\n');
}

function textFields(text: string, path: string): string {
  const texts: string[] = [];
  for (const [index, line] of text.split('\n').entries()) {
    if (line.trim() === '') continue;
    const value = textField(line);
    if (value === undefined) {
      fail(`${path}, line ${index + 1}`, 'no JSON object with a string "text"', 'one per line', 'correct the line');
    }
    texts.push(value);
  }
  return texts.join('\n');
}

function textField(line: string): string | undefined {
  try {
    const { text } = JSON.parse(line) ?? {};
    return typeof text === 'string' ? text : undefined;
  } catch {
    return undefined; // the caller says which line
  }
}

function fail(where: string, found: string, needed: string, advice: string): never {
  throw new CorpusError(`${where}: ${found} was found; ${needed} was needed; ${advice}.`);
}
