/**
 * The disk fills up under load, first under Postgres, then under the embedded database: learners get a clear error, and when there
 * is space again answers go on, without anybody starting anything. The disk is a small tmpfs, which needs root.
 */
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, statfsSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'drizzle-orm';
import { startProcess } from '../scripts/server-process.ts';
import { openFolder } from '../src/db/open-folder.ts';
import { type Books, balance, readBooks, readBooksOf } from './books.ts';
import { insertLearnersInto } from './learners.ts';
import { describeMachine, loadAverage } from './measure.ts';
import { sleep, startSite } from './site.ts';
import { startTraffic } from './traffic.ts';

const DISK = '220m';
const LEARNERS = 8;
const BEFORE = 50;
const FULL_MS = 15_000;
const LEFT_BYTES = 600_000;
const BACK_MS = 120_000;

export async function benchDiskFull() {
  const postgres = await onSmallDisk(underPostgres);
  const embedded = await onSmallDisk(underEmbedded);
  return {
    machine: describeMachine(),
    loadAverage: loadAverage(),
    postgres,
    embedded,
    passed: balance(postgres) && balance(embedded) && postgres.wentOnByItself && embedded.wentOnByItself,
  };
}

interface Outcome extends Books {
  errors: Record<string, number>;
  wentOnByItself: boolean;
}

async function onSmallDisk(run: (disk: string) => Promise<Outcome>): Promise<Outcome> {
  const disk = mkdtempSync(join(tmpdir(), 'glassbox-disk-'));
  execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${DISK}`, 'tmpfs', disk]);
  try {
    return await run(disk);
  } finally {
    execFileSync('umount', ['-l', disk]);
    rmSync(disk, { recursive: true });
  }
}

async function underPostgres(disk: string): Promise<Outcome> {
  const folder = join(disk, 'postgres');
  mkdirSync(folder);
  // Small journal files, so that there is something left of a small disk.
  const settings = ['max_wal_size=48MB', 'min_wal_size=32MB', 'restart_after_crash=on'];
  const site = await startSite({ cluster: { folder, settings } });
  try {
    const { traffic, wentOnByItself } = await fillAndFree(disk, () => site.replicas[0]?.url ?? '');
    if (!wentOnByItself) await site.cluster.start();
    await traffic.finish();
    return { ...(await readBooksOf(site.cluster.url, traffic.acknowledged)), errors: traffic.failures, wentOnByItself };
  } finally {
    await site.stop();
  }
}

async function underEmbedded(disk: string): Promise<Outcome> {
  const folder = join(disk, 'data');
  const made = await openFolder(folder);
  await insertLearnersInto(made.db);
  await made.close();
  let server = await startProcess({ DATA_DIR: folder });
  let ended = false;
  void server.ended.then(() => {
    ended = true;
  });
  const { traffic, wentOnByItself } = await fillAndFree(disk, () => server.url);
  if (!wentOnByItself) {
    console.error(`embedded: ended ${ended}; ${server.stdout().slice(-500)}`);
    await server.end('SIGKILL');
    server = await startProcess({ DATA_DIR: folder });
  }
  await traffic.finish();
  await server.end('SIGTERM');
  const { db, close } = await openFolder(folder);
  try {
    const rows = async (text: string, values: unknown[] = []) => {
      const parts = text.split(/\$\d+/);
      const query = parts.flatMap((part, index) =>
        index === 0 ? [sql.raw(part)] : [sql`${array(values[index - 1])}`, sql.raw(part)],
      );
      return ((await db.execute(sql.join(query))) as unknown as { rows: Record<string, unknown>[] }).rows;
    };
    return { ...(await readBooks(rows, traffic.acknowledged)), errors: traffic.failures, wentOnByItself };
  } finally {
    await close();
  }
}

/** Postgres' way of writing a list of UUIDs. */
function array(value: unknown): string {
  return `{${(value as string[]).join(',')}}`;
}

/** Lets learners answer, takes all space but a little, waits, and gives it back. */
async function fillAndFree(disk: string, url: () => string) {
  const traffic = startTraffic({ url, learners: LEARNERS, seed: 'disk', retryMs: 300 });
  const ballast = join(disk, 'ballast');
  await traffic.more(BEFORE);
  const { bavail, bsize } = statfsSync(disk);
  writeFileSync(ballast, Buffer.alloc(Math.max(0, bavail * bsize - LEFT_BYTES)));
  await sleep(FULL_MS);
  const full = traffic.acknowledged.length;
  console.error(`full: ${full} acknowledged, ${JSON.stringify(traffic.failures)}`);
  rmSync(ballast);
  const wentOnByItself = await Promise.race([traffic.more(BEFORE).then(() => true), sleep(BACK_MS).then(() => false)]);
  return { traffic, wentOnByItself };
}
