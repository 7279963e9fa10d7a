/** `pnpm start` is one thing to the one who started it: it comes up by itself and leaves with its launcher. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from '@playwright/test';
import { findFreePort } from './server.ts';

const ROOT = fileURLToPath(new URL('../../..', import.meta.url));

const isUp = (url: string) =>
  fetch(`${url}/api/health`).then(
    ({ ok }) => ok,
    () => false,
  );

async function startByPnpm(dataDir: string): Promise<{ launcher: ChildProcess; url: string }> {
  const port = await findFreePort();
  const env = { ...process.env, PORT: String(port), DATA_DIR: dataDir };
  // A group of its own, as a terminal gives it: Ctrl-C goes to the whole group.
  const launcher = spawn('pnpm', ['start'], { cwd: ROOT, env, stdio: 'ignore', detached: true });
  const url = `http://localhost:${port}`;
  await expect.poll(() => isUp(url), { timeout: 120_000 }).toBe(true);
  return { launcher, url };
}

for (const [told, tell] of [
  ['only pnpm gets SIGTERM, as from a supervisor', (pid: number) => process.kill(pid, 'SIGTERM')],
  ['pnpm is killed', (pid: number) => process.kill(pid, 'SIGKILL')],
  ['Ctrl-C interrupts the whole group', (pid: number) => process.kill(-pid, 'SIGINT')],
] as const) {
  test(`the server stops and frees its data when ${told}`, async () => {
    const folder = await mkdtemp(join(tmpdir(), 'glassbox-start-'));
    const { launcher, url } = await startByPnpm(join(folder, 'data'));
    const ended = once(launcher, 'exit');
    tell(launcher.pid ?? Number.NaN);
    await ended;
    await expect.poll(() => isUp(url), { timeout: 20_000 }).toBe(false);

    // Its lock on the data is gone as well: the next one starts on the same folder.
    const again = await startByPnpm(join(folder, 'data'));
    process.kill(-(again.launcher.pid ?? Number.NaN), 'SIGINT');
    await expect.poll(() => isUp(again.url), { timeout: 20_000 }).toBe(false);
    // It stops answering first and closes its database after that.
    await rm(folder, { recursive: true, force: true, maxRetries: 40, retryDelay: 250 });
  });
}
