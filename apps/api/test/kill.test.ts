import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { runKills } from '../scripts/kill-run.ts';
import { endAll } from '../scripts/server-process.ts';

afterEach(endAll);

/** `pnpm --filter @glassbox/api kill-test` does it 20 times. */
test('two kills while answers are submitted lose no acknowledged answer and count none twice', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'glassbox-kill-'));
  const report = await runKills({ kills: 2, learners: 3, env: { DATA_DIR: folder }, seed: 3, log: () => undefined });
  rmSync(folder, { recursive: true });
  expect(report).toMatchObject({ kills: 2, lost: 0, countedTwice: 0, halfStored: 0 });
  expect(report.acknowledged).toBeGreaterThanOrEqual(10);
});
