/**
 * The access-control matrix: every route of the OpenAPI document (and the few outside it) × every role × one's own object
 * and somebody else's. A refused request changes no row, tells nothing of the object, and an object out of reach is
 * answered like one that does not exist.
 */
import { randomUUID } from 'node:crypto';
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openAny, type TestDatabase } from '../databases.ts';
import { RULES, type Rule, refusalAtDoor, type Sent } from './access-rules.ts';
import { MARK, type Named } from './objects.ts';
import { ACTORS, type Actor, createWorld, type Person, type World } from './world.ts';

const ORIGIN = 'http://localhost:4321';
/** Counters of tries, the journal and what keeps a sign-in alive: they may change when nothing was done. */
const BESIDE = new Set(['rate_limit', 'audit', 'auth_verification']);

let opened: TestDatabase;
let world: World;
let people: Record<Actor, Person>;
/** Whose objects the others' are. */
let rivals: { learner: Person; instructor: Person };
beforeAll(async () => {
  opened = await openAny();
  world = await createWorld(opened);
  const made = await Promise.all(ACTORS.map((actor) => world.person(actor)));
  people = Object.fromEntries(made.map((person) => [person.actor, person])) as Record<Actor, Person>;
  rivals = { learner: await world.person('learner'), instructor: await world.person('instructor') };
});
afterAll(() => opened.remove());

interface Answer {
  status: number;
  text: string;
}

async function send(name: string, person: Person, named: Named, sent: Sent): Promise<Answer> {
  const [method = '', template = ''] = name.split(' ');
  const path = template.replace(/\{(\w+)\}/g, (_, parameter: string) => encodeURIComponent(named[parameter] ?? ''));
  const query = sent.query ? `?${new URLSearchParams(sent.query)}` : '';
  const headers = new Headers({ origin: ORIGIN });
  if (person.browser.cookie !== undefined) headers.set('cookie', person.browser.cookie);
  const body = sent.json === undefined ? sent.bytes : JSON.stringify(sent.json);
  if (body !== undefined) {
    headers.set('content-type', sent.json === undefined ? 'application/octet-stream' : 'application/json');
  }
  const response = await world.app.request(`${path}${query}`, { method, headers, ...(body !== undefined && { body }) });
  return { status: response.status, text: await response.text() };
}

/** A hash of every row of every table that a request is about. */
async function fingerprint(): Promise<string> {
  const tables = await world.db.execute(sql`select tablename from pg_tables where schemaname = 'public' order by 1`);
  const names = (tables as unknown as { rows: { tablename: string }[] }).rows
    .map(({ tablename }) => tablename)
    .filter((table) => !BESIDE.has(table));
  const hashes = names.map(
    (table) => `(select md5(coalesce(string_agg(t::text, '' order by t::text), '')) from "${table}" t)`,
  );
  const result = await world.db.execute(sql.raw(`select md5(concat(${hashes.join(', ')})) as hash`));
  return (result as unknown as { rows: { hash: string }[] }).rows[0]?.hash ?? '';
}

async function makeSent(rule: Rule, named: Named, person: Person): Promise<Sent> {
  return (await rule.send?.(named, world, person)) ?? {};
}

/** The same names with ids that nobody has. */
function nonexistent(named: Named): Named {
  const other = (value: string) => {
    if (/^[0-9a-f-]{36}$/.test(value)) return randomUUID();
    return /^[0-9a-f]{24}$/.test(value) ? '0'.repeat(value.length) : value;
  };
  return Object.fromEntries(Object.entries(named).map(([name, value]) => [name, other(value)]));
}

/** Everything that must be refused, first: nothing may have changed after all of it. */
async function refusals(name: string, rule: Rule): Promise<void> {
  const { object } = rule;
  const rival = rule.access === 'instructor' ? rivals.instructor : rivals.learner;
  const theirs = (await object?.make(world, rival)) ?? {};
  const sent = new Map<Actor, Sent>();
  for (const actor of ACTORS) sent.set(actor, await makeSent(rule, theirs, people[actor]));
  const before = await fingerprint();
  let refused = 0;
  for (const actor of ACTORS) {
    const person = people[actor];
    const expected = refusalAtDoor(rule.access, actor);
    const beyond = object?.reach === 'own' || (object?.reach === 'own, for administrators all' && actor !== 'admin');
    if (expected === undefined && !beyond) continue;
    refused++;
    const answer = await send(name, person, theirs, sent.get(actor) ?? {});
    const wanted = expected ?? rule.outOfReach ?? 404;
    expect({ actor, status: answer.status, text: answer.text }).toMatchObject({ status: wanted });
    expect(answer.text, `${actor} is told nothing of it`).not.toContain(MARK);
    if (expected !== undefined) continue;
    const nothing = nonexistent(theirs);
    const absent = await send(name, person, nothing, await makeSent(rule, nothing, person));
    expect(absent, `${actor} can't tell somebody else's from one that does not exist`).toEqual(answer);
  }
  if (refused > 0) expect(await fingerprint(), 'a refused request changes no row').toBe(before);
}

/** Everything that is allowed, on the widest object allowed. */
async function allowances(name: string, rule: Rule): Promise<void> {
  for (const actor of ACTORS) {
    if (refusalAtDoor(rule.access, actor) !== undefined) continue;
    const person = rule.spends ? await world.person(actor) : people[actor];
    const owners = [person];
    if (rule.object?.reach === 'all' || (rule.object?.reach.endsWith('all') && actor === 'admin')) {
      owners.push(rule.access === 'instructor' ? rivals.instructor : rivals.learner);
    }
    for (const owner of owners) {
      const named = (await rule.object?.make(world, owner.learnerId ? owner : rivals.learner)) ?? {};
      const answer = await send(name, person, named, await makeSent(rule, named, person));
      expect({ actor, status: answer.status, text: answer.text }).toMatchObject({ status: rule.status });
    }
  }
}

describe('access', () => {
  test('every route has a rule, and every rule a route', async () => {
    const document = JSON.parse((await send('GET /api/openapi.json', people.visitor, {}, {})).text) as {
      paths: Record<string, Record<string, unknown>>;
    };
    const documented = Object.entries(document.paths).flatMap(([path, methods]) =>
      Object.keys(methods).map((method) => `${method.toUpperCase()} ${path}`),
    );
    const handled = world.app.routes
      .filter(({ method }) => method !== 'ALL')
      .map(({ method, path }) => `${method} ${path.replace(/:(\w+)/g, '{$1}')}`);
    expect(documented.length).toBeGreaterThan(70);
    expect([...new Set([...documented, ...handled])].sort()).toEqual(Object.keys(RULES).sort());
  });

  test.each(Object.entries(RULES))('%s', async (name, rule) => {
    await refusals(name, rule);
    await allowances(name, rule);
  });
});
