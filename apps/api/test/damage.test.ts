import { createHash } from 'node:crypto';
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { unusable } from '../src/db/folder-check.ts';
import { openFolder } from '../src/db/open-folder.ts';
import { testApp } from './harness.ts';

let folder: string;
/** A data folder with one learner in it. */
let used: string;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'glassbox-damage-'));
  used = join(folder, 'used');
  const database = await openFolder(used);
  await (await testApp(database)).signedIn();
  await database.close();
});
afterAll(() => rmSync(folder, { recursive: true }));

function copyOfUsed(name: string): string {
  const copy = join(folder, name);
  cpSync(used, copy, { recursive: true });
  return copy;
}

test('a whole folder opens, closes and opens again, and is nobody else’s meanwhile', async () => {
  const dataDir = copyOfUsed('whole');
  const database = await openFolder(dataDir);
  await expect(openFolder(dataDir)).rejects.toMatchObject({ code: 'data-in-use' });
  await database.close();
  await (await openFolder(dataDir)).close();
});

describe('a damaged data folder', () => {
  const garbage = (path: string) => writeFileSync(path, Buffer.alloc(8192, 0xa5));
  const damages: [string, (database: string) => void][] = [
    ['without PG_VERSION', (database) => rmSync(join(database, 'PG_VERSION'))],
    ['of another Postgres', (database) => writeFileSync(join(database, 'PG_VERSION'), '16\n')],
    ['without pg_control', (database) => rmSync(join(database, 'global/pg_control'))],
    ['with garbage as pg_control', (database) => garbage(join(database, 'global/pg_control'))],
    ['without its write-ahead log', (database) => rmSync(join(database, 'pg_wal'), { recursive: true })],
    ['without its tables', (database) => rmSync(join(database, 'base'), { recursive: true })],
    [
      'emptied',
      (database) =>
        readdirSync(database).forEach((name) => {
          rmSync(join(database, name), { recursive: true });
        }),
    ],
  ];

  test.each(damages)('%s is refused with one sentence and left byte for byte as it is', async (name, damage) => {
    const dataDir = copyOfUsed(name.replaceAll(' ', '-'));
    const database = join(dataDir, 'database');
    damage(database);
    const before = fingerprints(database);
    await expectRefused(dataDir);
    expect(fingerprints(database)).toEqual(before);
  });

  test('with garbage in every table is refused with one sentence and no file is deleted', async () => {
    const dataDir = copyOfUsed('garbage');
    const database = join(dataDir, 'database');
    const tables = join(database, 'base/5');
    for (const name of readdirSync(tables)) writeFileSync(join(tables, name), Buffer.alloc(16_384, 0x5a));
    const before = Object.keys(fingerprints(database));
    await expectRefused(dataDir);
    expect(Object.keys(fingerprints(database))).toEqual(expect.arrayContaining(before));
  });
});

test('a full disk is not called damage', () => {
  const full = Object.assign(new Error('No space left on device'), { code: '53100' });
  const error = unusable(used, 'its tables could not be read', new Error('Failed query', { cause: full }));
  expect(error).toMatchObject({ code: 'data-disk-full', message: expect.not.stringContaining('damaged') });
});

/** Refused with a sentence that names the folder, and not held after that. */
async function expectRefused(dataDir: string): Promise<void> {
  for (let attempt = 0; attempt < 2; attempt += 1) {
    await expect(openFolder(dataDir)).rejects.toMatchObject({
      name: 'StartupError',
      code: expect.stringMatching(/^data-(damaged|version)$/),
      message: expect.stringContaining(`${join(dataDir, 'database')}: the database there `),
    });
  }
}

/** Postgres writes the first at every start, whole or not, and rebuilds the second at will: neither is data. */
const NOT_DATA = ['postmaster.pid', 'pg_internal.init'];

/** File name → hash, for everything below a folder. */
function fingerprints(root: string): Record<string, string> {
  const entries = readdirSync(root, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile() && !NOT_DATA.includes(entry.name));
  return Object.fromEntries(
    files.map((entry) => {
      const path = join(entry.parentPath, entry.name);
      return [relative(root, path), createHash('sha256').update(readFileSync(path)).digest('hex')];
    }),
  );
}
