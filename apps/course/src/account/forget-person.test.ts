import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { forgetAccount, forgetEverything } from './forget-person.ts';

const ALL = {
  'glassbox-last-progress': '{}',
  'glassbox-review': '{}',
  'glassbox-asked-zh': '[]',
  'glassbox-quiz/next-token': '{}',
  'glassbox-place': '{}',
  'glassbox-theme': 'dark',
  'glassbox.offline': 'v1 zh',
  'glassbox.launch-plan.texts': '{}',
  'another.program': 'x',
};

function storageOf(entries: Record<string, string>): Storage {
  const map = new Map(Object.entries(entries));
  return {
    get length() {
      return map.size;
    },
    key: (place: number) => [...map.keys()][place] ?? null,
    getItem: (key: string) => map.get(key) ?? null,
    setItem: (key: string, value: string) => void map.set(key, value),
    removeItem: (key: string) => void map.delete(key),
    clear: () => map.clear(),
  };
}

const left = (storage: Storage) => Array.from({ length: storage.length }, (_, place) => storage.key(place));

test('after signing out nothing of the account is left, and what labs keep on this device is', () => {
  const storage = storageOf(ALL);
  forgetAccount(storage);
  expect(left(storage)).toEqual([
    'glassbox-theme',
    'glassbox.offline',
    'glassbox.launch-plan.texts',
    'another.program',
  ]);
});

test('after deleting everything nothing of a person is left, trained models neither', async () => {
  const storage = storageOf(ALL);
  const removed: string[] = [];
  const folder = {
    removeEntry: async (name: string) => void removed.push(name),
  } as unknown as FileSystemDirectoryHandle;
  await forgetEverything(storage, async () => folder);
  expect(left(storage)).toEqual(['glassbox-theme', 'glassbox.offline', 'another.program']);
  expect(removed).toEqual(['labs']);
});

test('where storage is blocked nothing fails', async () => {
  forgetAccount(undefined);
  await forgetEverything(undefined, () => Promise.reject(new Error('blocked')));
});

/** A part of the labs makes it of a key that its caller names. */
const ADDED_TO = /^\$\{key\}/;

test('every key of this site that is written anywhere begins as these rules need it', () => {
  const source = fileURLToPath(new URL('..', import.meta.url));
  const files = readdirSync(source, { recursive: true, encoding: 'utf8' }).filter((name) =>
    /(?<!\.test)\.(ts|svelte)$/.test(name),
  );
  const keys = files.flatMap((name) => {
    const text = readFileSync(join(source, name), 'utf8');
    if (!/localStorage|(?:persisted|persistedText|keptResult)[(<]|storage\?\.setItem/.test(text)) return [];
    const written =
      /(?:(?:persisted|persistedText|keptResult)(?:<.*?>)?\(\s*(?:\{ key: )?|KEY = |PREFIX = |DONE = )['"`]([^'"`]+)/g;
    return [...text.matchAll(written)].flatMap(([, key = '']) => (ADDED_TO.test(key) ? [] : [key]));
  });
  expect(keys.length).toBeGreaterThan(30);
  expect(keys.filter((key) => !/^glassbox[-.]/.test(key))).toEqual([]);
});
