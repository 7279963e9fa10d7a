/**
 * Queries whose text never changes: written with drizzle's builder, turned into SQL once, and afterwards only given their
 * values. Building a query costs the server more than sending it; whatever runs for every answer is therefore fixed.
 */
import { getTableColumns, is, Param, Placeholder, sql } from 'drizzle-orm';
import { PgDatabase, PgDialect, type PgTable, type PgUpdateSetSource } from 'drizzle-orm/pg-core';
import type { Database } from './database.ts';

type Session = Database['_']['session'];
type Prepared = Parameters<Session['prepareQuery']>;

/** Something of drizzle's that can be prepared: a select, insert, update or delete. */
interface Preparable<Rows> {
  prepare(name: string): { execute(values?: Record<string, unknown>): Promise<Rows> };
}

/** Stands in the builder for a value that each use brings. */
export function value(name: string) {
  return sql.placeholder(name);
}

/** Stands for every column of a table, for an insert; what is absent in a row must be null in its values. */
export function valuesOf<Of extends PgTable>(table: Of) {
  const names = Object.keys(getTableColumns(table)) as (keyof Of['_']['columns'])[];
  return Object.fromEntries(names.map((name) => [name, value(String(name))])) as Record<
    keyof Of['_']['columns'],
    Placeholder
  >;
}

/** For `onConflictDoUpdate`: the row that is there takes the values of the one that came, except in these columns. */
export function insertedInto<Of extends PgTable>(table: Of, kept: readonly (keyof Of['_']['columns'])[]) {
  const changed = Object.entries(getTableColumns(table)).filter(([name]) => !kept.includes(name));
  return Object.fromEntries(
    changed.map(([name, column]) => [name, sql`excluded.${sql.identifier(column.name)}`]),
  ) as unknown as PgUpdateSetSource<Of>;
}

/**
 * Returns a function that runs the query on a database or in a transaction. It is sent before the function returns, so that
 * queries called one after the other run in that order, awaited or not.
 *
 * @param build gets a builder without a connection; each `value(name)` in its query is filled from the values of a use.
 */
export function fixedQuery<Values extends object, Rows>(
  build: (db: Database) => Preparable<Rows>,
): (db: Database, values: Values) => Promise<Rows> {
  let fixed: Fixed | undefined;
  return async (db, values) => {
    fixed ??= fix(build);
    const { prepared, joins } = fixed;
    const [{ sql: text, params }, fields, name, inArrays] = prepared;
    const query = db._.session.prepareQuery({ sql: text, params: fill(params, values) }, fields, name, inArrays);
    // What a left join found nothing for; drizzle's builders set it in the same way.
    Object.assign(query, { joinsNotNullableMap: joins });
    return (await query.execute()) as Rows;
  };
}

interface Fixed {
  prepared: Prepared;
  joins: unknown;
}

/** Lets the builder prepare its query for a session that only listens. */
function fix(build: (db: Database) => Preparable<unknown>): Fixed {
  let heard: Prepared | undefined;
  const listener = {
    prepareQuery(...given: Prepared) {
      heard = given;
      const nothing = { setToken: () => nothing };
      return nothing;
    },
  };
  const db = new PgDatabase(new PgDialect(), listener as unknown as Session, undefined) as unknown as Database;
  const { joinsNotNullableMap: joins } = build(db).prepare('') as { joinsNotNullableMap?: unknown };
  if (heard === undefined) throw new Error('fixed query: the builder prepared nothing; a finished query was needed.');
  const [query, fields, , inArrays] = heard;
  return { prepared: [query, fields, undefined, inArrays], joins };
}

/** As drizzle does it, except that null is SQL's null in every column, also in one of JSON or time. */
function fill(params: readonly unknown[], values: object): unknown[] {
  return params.map((param) => {
    if (is(param, Placeholder)) return find(values, param.name);
    if (!is(param, Param) || !is(param.value, Placeholder)) return param;
    const found = find(values, param.value.name);
    return found === null ? null : param.encoder.mapToDriverValue(found);
  });
}

function find(values: object, name: string): unknown {
  const found = (values as Record<string, unknown>)[name];
  if (found === undefined) throw new Error(`fixed query: no value came for "${name}"; each one was needed.`);
  return found;
}
