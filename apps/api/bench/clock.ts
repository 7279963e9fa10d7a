/**
 * The server's clock jumps under load: two days ahead, back, two days behind, a year ahead. Debian's libfaketime puts another
 * clock under the real process; Postgres keeps the right one.
 */
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { balance, readBooksOf } from './books.ts';
import { describeMachine, loadAverage } from './measure.ts';
import { sleep, startSite } from './site.ts';
import { startTraffic } from './traffic.ts';

const LIBRARY = '/usr/lib/x86_64-linux-gnu/faketime/libfaketime.so.1';
const LEARNERS = 8;
const AT_EACH = 150;
/** The library looks at its file once a second. */
const NOTICED_MS = 2_500;
const JUMPS = ['+2d', '+0', '-2d', '+365d', '+0'] as const;

export async function benchClock() {
  if (!existsSync(LIBRARY))
    throw new Error(`${LIBRARY} was not found; libfaketime was needed; apt-get install faketime`);
  const folder = mkdtempSync(join(tmpdir(), 'glassbox-clock-'));
  const clock = join(folder, 'clock');
  writeFileSync(clock, '+0');
  const site = await startSite({
    env: {
      LD_PRELOAD: LIBRARY,
      FAKETIME_TIMESTAMP_FILE: clock,
      FAKETIME_CACHE_DURATION: '1',
      FAKETIME_DONT_FAKE_MONOTONIC: '1',
    },
  });
  const traffic = startTraffic({ url: () => site.replicas[0]?.url ?? '', learners: LEARNERS, seed: 'clock' });
  const noticed: Record<string, number> = {};
  try {
    await traffic.more(AT_EACH);
    for (const jump of JUMPS) {
      writeFileSync(clock, jump);
      await sleep(NOTICED_MS);
      await traffic.more(AT_EACH);
      noticed[jump] = await clockAhead(site.cluster.url);
    }
    await traffic.finish();
    const books = await readBooksOf(site.cluster.url, traffic.acknowledged);
    const jumped = Math.abs((noticed['+365d'] ?? 0) - 365) < 1 && Math.abs((noticed['-2d'] ?? 0) + 2) < 1;
    return {
      machine: describeMachine(),
      loadAverage: loadAverage(),
      jumps: JUMPS,
      daysAheadAsStored: noticed,
      ...books,
      failures: traffic.failures,
      longestGapMs: traffic.longestGapMs(),
      passed: balance(books) && jumped && Object.keys(traffic.failures).length === 0,
    };
  } finally {
    await site.stop();
    rmSync(folder, { recursive: true });
  }
}

/** How many days the clock of the latest stored answer is ahead of Postgres': shows that the jump reached the server. */
async function clockAhead(url: string): Promise<number> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    // By the identity column, which knows no clock.
    const { rows } = await client.query<{ days: number }>(
      `select round(extract(epoch from at - now()) / 86400, 2)::float8 as days from audit order by id desc limit 1`,
    );
    return rows[0]?.days ?? Number.NaN;
  } finally {
    await client.end();
  }
}
