import { sql } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { checkClock } from '../src/db/check-clock.ts';
import { queryRows } from '../src/db/raw-query.ts';
import { together } from '../src/db/together.ts';
import { ENGINES } from './databases.ts';

const postgres = ENGINES.find(({ name }) => name === 'Postgres');

test.skipIf(postgres?.skip !== undefined)(
  `Postgres prepares a statement once per connection, and one that fails rolls back what was sent beside it${postgres?.skip ? ` (${postgres.skip})` : ''}`,
  async () => {
    const { database, remove } = (await postgres?.open()) ?? expect.fail('no engine');
    try {
      const { db } = database;
      const insert = (name: string) =>
        db.execute(sql`insert into daily_task (name, begun_at) values (${name}, now())`).then(() => undefined);
      await db.transaction((tx) =>
        together(
          ...['a', 'b', 'c'].map((name) =>
            tx.execute(sql`insert into daily_task (name, begun_at) values (${name}, now())`).then(() => undefined),
          ),
        ),
      );
      // Both in the same transaction; the second one's key is taken.
      const twice = db.transaction((tx) =>
        together(
          tx.execute(sql`insert into daily_task (name, begun_at) values (${'d'}, now())`).then(() => undefined),
          tx.execute(sql`insert into daily_task (name, begun_at) values (${'a'}, now())`).then(() => undefined),
          tx.execute(sql`insert into daily_task (name, begun_at) values (${'e'}, now())`).then(() => undefined),
        ),
      );
      await expect(twice).rejects.toMatchObject({ cause: { code: '23505' } });
      await insert('f');
      const rows = await queryRows<{ name: string }>(db, sql`select name from daily_task order by name`);
      expect(rows.map(({ name }) => name)).toEqual(['a', 'b', 'c', 'f']);
      const prepared = await queryRows<{ n: number }>(
        db,
        sql`select count(*)::int as n from pg_prepared_statements where statement like 'insert into daily_task%'`,
      );
      expect(prepared).toEqual([{ n: 1 }]);
    } finally {
      await remove();
    }
  },
);

test.skipIf(postgres?.skip !== undefined)(
  `a connection that Postgres ends in the middle of a transaction fails that transaction and nothing else; a jumped clock is noticed${postgres?.skip ? ` (${postgres.skip})` : ''}`,
  async () => {
    const { database, remove } = (await postgres?.open()) ?? expect.fail('no engine');
    try {
      const { db } = database;
      const broken = db.transaction(async (tx) => {
        const [{ pid } = { pid: 0 }] = await queryRows<{ pid: number }>(tx, sql`select pg_backend_pid() as pid`);
        await db.execute(sql`select pg_terminate_backend(${pid})`);
        // While no statement is under way: an error that only an event tells of.
        await new Promise((resolve) => setTimeout(resolve, 100));
        await tx.execute(sql`select 1`);
      });
      await expect(broken).rejects.toThrow();
      expect(await queryRows(db, sql`select 2 as n`)).toEqual([{ n: 2 }]);

      // Nothing is deleted by age while the clocks are apart.
      await expect(checkClock(db, new Date())).resolves.toBeUndefined();
      const nextYear = new Date(Date.now() + 365 * 86_400_000);
      await expect(checkClock(db, nextYear)).rejects.toThrow(/8760 hours away .* Nothing was deleted/);
    } finally {
      await remove();
    }
  },
);
