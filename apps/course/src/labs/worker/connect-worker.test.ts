import { existsSync, globSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

const SRC = fileURLToPath(new URL('../../', import.meta.url));
const sources = globSync('**/*.{ts,svelte}', { cwd: SRC })
  .filter((file) => !file.endsWith('.test.ts'))
  .map((file) => ({ file, text: readFileSync(`${SRC}${file}`, 'utf8') }));

test('every folder that is connected to has a worker', () => {
  const folders = sources.flatMap(({ text }) =>
    [...text.matchAll(/connectWorker<\w+>\('([^']+)'\)/g)].map(([, folder]) => folder),
  );
  expect(folders.length).toBeGreaterThan(15);
  expect(folders.filter((folder) => !existsSync(`${SRC}${folder}/worker.ts`))).toEqual([]);
});

test('no worker is started past the one script, with a copy of all that the labs share', () => {
  const starting = sources
    .filter(({ text }) => text.includes('new Worker('))
    .map(({ file }) => file.replaceAll('\\', '/'));
  expect(starting).toEqual(['labs/worker/connect-worker.ts']);
});
