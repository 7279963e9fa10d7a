/**
 * What a plain copy of a data folder in use is worth: it is copied again and again while learners answer, and each copy is opened
 * and compared with what had been acknowledged before the copying began. A proof of why `copy-data` takes the lock, not of a bound.
 */
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'drizzle-orm';
import { startProcess } from '../scripts/server-process.ts';
import { openFolder } from '../src/db/open-folder.ts';
import { rawRows } from '../src/db/raw-rows.ts';
import { insertLearnersInto } from './learners.ts';
import { describeMachine, loadAverage } from './measure.ts';
import { startTraffic } from './traffic.ts';

const LEARNERS = 8;
const BETWEEN = 40;

interface Copy {
  /** Acknowledged before the copying began. */
  acknowledged: number;
  /** Of these, not in the copy. */
  missing?: number;
  /** Attempts without their count or audit row, or the other way round. */
  halfStored?: number;
  /** Why it could not be opened or read. */
  refused?: string;
}

export async function benchCopies({ copies }: { copies: number }) {
  const root = mkdtempSync(join(tmpdir(), 'glassbox-copies-'));
  const data = join(root, 'data');
  const made = await openFolder(data);
  await insertLearnersInto(made.db);
  await made.close();
  const server = await startProcess({ DATA_DIR: data });
  const traffic = startTraffic({ url: () => server.url, learners: LEARNERS, seed: 'copies' });
  const found: Copy[] = [];
  try {
    for (let index = 0; index < copies; index += 1) {
      await traffic.more(BETWEEN);
      const copy = join(root, `copy-${index}`);
      const told = traffic.acknowledged.map(({ attemptId }) => attemptId);
      cpSync(data, copy, { recursive: true });
      found.push({ acknowledged: told.length, ...(await readCopy(copy, told)) });
      rmSync(copy, { recursive: true });
      console.error(JSON.stringify(found.at(-1)));
    }
    await traffic.finish();
  } finally {
    await server.end('SIGTERM');
    rmSync(root, { recursive: true });
  }
  const opened = found.filter(({ refused }) => refused === undefined);
  return {
    machine: describeMachine(),
    loadAverage: loadAverage(),
    copies: found.length,
    opened: opened.length,
    complete: opened.filter(({ missing, halfStored }) => missing === 0 && halfStored === 0).length,
    found,
    passed: found.length === copies,
  };
}

async function readCopy(folder: string, told: readonly string[]): Promise<Omit<Copy, 'acknowledged'>> {
  try {
    const { db, close } = await openFolder(folder);
    try {
      const rows = await rawRows<{ id: string }>(db, sql`select id from attempt`);
      const there = new Set(rows.map(({ id }) => id));
      const [sums] = await rawRows<{ counted: number; audited: number }>(
        db,
        sql`select (select coalesce(sum(attempt_count), 0)::int from question_progress) as counted,
          (select count(*)::int from audit where action = 'attempt.graded') as audited`,
      );
      const halfStored = Math.abs(there.size - (sums?.counted ?? 0)) + Math.abs(there.size - (sums?.audited ?? 0));
      return { missing: told.filter((id) => !there.has(id)).length, halfStored };
    } finally {
      await close();
    }
  } catch (error) {
    return { refused: error instanceof Error ? error.message.replace(folder, 'FOLDER').slice(0, 200) : String(error) };
  }
}
