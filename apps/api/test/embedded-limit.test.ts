import { openAsBlob } from 'node:fs';
import { expect, test } from 'vitest';
import { insertLearnersInto } from '../bench/learners.ts';
import { openMemory } from '../src/db/pglite.ts';
import { adviseDatabase, EMBEDDED_LEARNERS } from '../src/embedded-limit.ts';
import { TEMPLATE_FILE } from './test-environment.ts';

const DAY_MS = 86_400_000;

test('the start-up log advises Postgres from the measured number of learners on, and only on the embedded database', async () => {
  const template = process.env[TEMPLATE_FILE];
  const database = await openMemory(template === undefined ? undefined : await openAsBlob(template));
  try {
    const now = new Date();
    await insertLearnersInto(database.db, EMBEDDED_LEARNERS - 1);
    expect(await adviseDatabase(database, now)).toBeUndefined();
    await insertLearnersInto(database.db, 1, EMBEDDED_LEARNERS - 1);
    expect(await adviseDatabase(database, now)).toMatch(/^advice: 300 learners .* DATABASE_URL/);
    expect(await adviseDatabase(database, new Date(now.getTime() + 8 * DAY_MS))).toBeUndefined();
    expect(await adviseDatabase({ ...database, engine: { kind: 'postgres', url: '' } }, now)).toBeUndefined();
  } finally {
    await database.close();
  }
});
