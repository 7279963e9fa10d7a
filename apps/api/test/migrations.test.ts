/**
 * A new replica migrates while old ones serve, so a migration may only add, and add what an old build's statements can do without
 * (docs/operations.md). drizzle keeps the schema after each migration; here each one is held against the one before.
 */
import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { ENGINES } from './databases.ts';
import { submission, testApp } from './harness.ts';
import { narrowings, type Schema } from './narrowings.ts';

const FOLDER = fileURLToPath(new URL('../src/db/migrations/', import.meta.url));
/**
 * Migrations that take something away, each with the reason why no running build uses it any more: it was released at least one
 * release after the build that stopped using it.
 */
const CONTRACTIONS: Record<string, string> = {};

const { entries }: { entries: { tag: string }[] } = JSON.parse(readFileSync(`${FOLDER}meta/_journal.json`, 'utf8'));
const snapshot = (tag: string): Schema =>
  JSON.parse(readFileSync(`${FOLDER}meta/${tag.slice(0, 4)}_snapshot.json`, 'utf8'));

test.each(entries.slice(1).map(({ tag }, index) => [tag, entries[index]?.tag ?? '']))(
  '%s leaves a build of %s able to read and write',
  (tag, before) => {
    if (CONTRACTIONS[tag] !== undefined) return;
    expect(narrowings(snapshot(before), snapshot(tag))).toEqual([]);
  },
);

describe('what would break an old build is found:', () => {
  const column = { type: 'text', notNull: false };
  const indexOver = (expression: string, isUnique: boolean) => ({ isUnique, columns: [{ expression }] });
  const table = {
    columns: { id: { type: 'uuid', notNull: true }, name: column },
    uniqueConstraints: {},
    checkConstraints: {},
    foreignKeys: {},
    indexes: {},
  };
  const schema = (change: object): Schema => ({ tables: { 'public.thing': { ...table, ...change } } });
  const withColumn = (name: string, to: object) => schema({ columns: { ...table.columns, [name]: to } });

  test.each<[string, Schema, string]>([
    ['a table that is gone', { tables: {} }, 'public.thing is gone'],
    ['a column that is gone', schema({ columns: { id: table.columns.id } }), 'public.thing.name is gone'],
    ['another type', withColumn('name', { ...column, type: 'integer' }), 'public.thing.name: text became integer'],
    ['a value that is needed now', withColumn('name', { ...column, notNull: true }), 'public.thing.name is needed now'],
    ['a new value that is needed', withColumn('more', { ...column, notNull: true }), 'public.thing.more is needed'],
    ['a new rule', schema({ checkConstraints: { short: {} } }), 'public.thing: new rule short'],
    ['a new unique index', schema({ indexes: { one: indexOver('name', true) } }), 'public.thing: new rule one'],
    [
      'a new unique constraint',
      schema({ uniqueConstraints: { u: { columns: ['name'] } } }),
      'public.thing: new rule u',
    ],
    ['a new foreign key', schema({ foreignKeys: { f: { columnsFrom: ['name'] } } }), 'public.thing: new rule f'],
  ])('%s', (_, after, found) => {
    expect(narrowings(schema({}), after)).toEqual([expect.stringContaining(found)]);
  });

  test('and what it can do without is not: tables, columns that may be absent or have a default, plain indexes, rules over new columns', () => {
    const added = schema({
      columns: { ...table.columns, more: column, count: { type: 'integer', notNull: true, default: 0 } },
      indexes: { plain: indexOver('name', false), unique: indexOver('more', true) },
      foreignKeys: { f: { columnsFrom: ['more'] } },
    });
    expect(narrowings(schema({}), { tables: { ...added.tables, 'public.other': table } })).toEqual([]);
  });
});

const READS = [
  '/api/learner',
  '/api/progress',
  '/api/mastery',
  '/api/review',
  '/api/lessons/first-lesson/quiz',
  '/api/lessons/first-lesson/attempts',
  '/api/notices',
  '/api/regrades',
  '/api/me/export',
];

const postgres = ENGINES.find(({ name }) => name === 'Postgres');
const title = 'a build that serves while a newer one expands every table goes on, its prepared statements too';
test.skipIf(postgres?.skip)(postgres?.skip ? `${title} (skipped: ${postgres.skip})` : title, async () => {
  const { database, remove } = (await postgres?.open()) ?? {};
  if (database === undefined) throw new Error('no Postgres');
  const app = await testApp(database);
  const browser = await app.signedIn();
  const serve = async () => [
    (await browser.post('/api/attempts', submission())).status,
    (await (await app.signedIn()).post('/api/attempts', submission())).status,
    (
      await browser.post('/api/activities', {
        idempotencyKey: randomUUID(),
        lesson: 'first-lesson',
        activity: 'lab-finished',
        lab: 'count-words',
      })
    ).status,
    ...(await Promise.all(READS.map(async (path) => (await browser.get(path)).status))),
  ];
  const served = [201, 201, 201, ...READS.map(() => 200)];
  expect(await serve()).toEqual(served);
  // As the rule has it: columns that may be absent or fill themselves, and an index.
  const tables = Object.keys(snapshot(entries.at(-1)?.tag ?? '').tables).map((name) => name.replace('public.', ''));
  expect(tables.length).toBeGreaterThan(25);
  for (const table of tables) {
    await database.db.execute(
      `alter table "${table}" add column later_text text, add column later_count integer not null default 0`,
    );
    await database.db.execute(`create index on "${table}" (later_text)`);
  }
  for (let round = 0; round < 3; round += 1) expect(await serve()).toEqual(served); // each connection of the pool
  expect(app.logged).toEqual([]);
  await remove?.();
});
