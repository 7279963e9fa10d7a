/** Files made to break their readers: each is read or refused in words, none takes long, none is obeyed. */
import { CheckpointError, readSafetensors } from '@glassbox/core';
import { compileQuiz, QuizAuthoringError } from '@glassbox/quiz/compile';
import { describe, expect, test } from 'vitest';
import { HOSTILE_FILES } from '../../fuzz/files.ts';
import { readFile } from '../../src/ask/read-file.ts';

const MOST_MS = 10_000;
/** Under the name it pretends to be, and under one that it is not. */
const NAMES: readonly [RegExp, string[]][] = [
  [/PDF/, ['a.pdf', 'a.txt']],
  [/Markdown|MDX|YAML/, ['a.md', 'a.html']],
  [/HTML/, ['a.html', 'a.md']],
  [/./, ['a.txt', 'a.pdf']],
];
const files = Object.entries(HOSTILE_FILES);

async function timed<Result>(work: () => Result | Promise<Result>): Promise<Result | Error> {
  const begun = performance.now();
  try {
    return await work();
  } catch (error) {
    if (error instanceof Error) return error;
    throw error;
  } finally {
    expect(performance.now() - begun).toBeLessThan(MOST_MS);
  }
}

describe('as a document', () => {
  test.each(files)('%s is read or refused by name', async (what, make) => {
    const names = NAMES.find(([pattern]) => pattern.test(what))?.[1] ?? [];
    for (const name of names) {
      const outcome = await timed(() => readFile(name, make()));
      if (outcome instanceof Error) {
        expect(outcome.message).toMatch(new RegExp(`^${name}: .{10,}`, 's'));
        expect(outcome.message).not.toMatch(/\bat .*[.:]\d+:\d+|node_modules/);
      } else {
        expect(outcome.text.isWellFormed()).toBe(true);
        expect(outcome.text).not.toContain('\0');
      }
    }
  });

  test('a script in it is no script any more, and an order in it is text', async () => {
    const html = await readFile('a.html', HOSTILE_FILES['HTML with a script']?.() ?? new Uint8Array());
    expect(html.text).not.toMatch(/script|alert|onerror/);
    const mdx = await readFile('a.md', HOSTILE_FILES['MDX with code']?.() ?? new Uint8Array());
    expect(mdx.text).toContain('process.env.AUTH_SECRET');
  });
});

describe('as a model', () => {
  test.each(files)('%s is refused with a CheckpointError, or its names stay names', async (_what, make) => {
    const outcome = await timed(() => readSafetensors(make()));
    if (outcome instanceof Error) expect(outcome).toBeInstanceOf(CheckpointError);
    else expect([...outcome.tensors.keys()]).toEqual(['__proto__']);
    expect(Object.hasOwn(Object.prototype, 'dtype')).toBe(false);
  });
});

describe('as a quiz', () => {
  test.each(files)('%s is refused with a sentence for its author', async (_what, make) => {
    const text = new TextDecoder().decode(make());
    expect(await timed(() => compileQuiz(text, { file: 'quiz.yaml', lesson: 'evil' }))).toBeInstanceOf(
      QuizAuthoringError,
    );
  });
});
