/**
 * `pnpm dev`: one command for contributors. Keeps every package built (turbo rebuilds what a change reaches), restarts the
 * API when its code or a quiz changed, and serves the course with hot reload; its `/api` calls are passed on to the API.
 * Drafts are shown as if they were ready, and lesson pages have the author's panel.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { loadEnv } from './load-env.ts';
import { ROOT, turbo } from './turbo.ts';

loadEnv();

const PORT = process.env.PORT ?? '4321';
const API_PORT = process.env.API_PORT ?? String(Number(PORT) + 1);
const BUILT = ['build', '--filter=!@glassbox/course', '--output-logs=errors-only'];
/** What the running API has loaded: a change in any of these restarts it. */
const API_CODE = ['apps/api/dist', 'packages/quiz/dist', 'packages/curriculum/dist'];

process.env.GLASSBOX_DRAFTS = '1';
const code = await turbo(BUILT);
if (code !== 0) process.exit(code);

const children: ChildProcess[] = [];
let stopping = false;

/** Starts a program in a group of its own, so that the processes it starts itself can be ended with it. */
function start(program: string, parameters: string[], cwd: string, env: NodeJS.ProcessEnv = {}): void {
  const options = { cwd: `${ROOT}${cwd}`, stdio: 'inherit', env: { ...process.env, ...env }, detached: true } as const;
  const child = spawn(program, parameters, options);
  child.on('error', (error) => {
    console.error(`pnpm dev: ${program} could not be started: ${error.message}`);
    stop(1);
  });
  child.on('exit', (exitCode) => stop(exitCode ?? 1));
  children.push(child);
}

function stop(exitCode: number): void {
  if (stopping) return;
  stopping = true;
  process.exitCode = exitCode;
  for (const { pid } of children) {
    try {
      if (pid) process.kill(-pid, 'SIGTERM');
    } catch {
      // The group has already ended.
    }
  }
}

for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => stop(0));
start('turbo', ['watch', ...BUILT], '.', { TURBO_TELEMETRY_DISABLED: '1' });
start(
  process.execPath,
  [...API_CODE.map((path) => `--watch-path=${ROOT}${path}`), `${ROOT}apps/api/dist/main.js`],
  '.',
  {
    PORT: API_PORT,
    SITE_DIR: '',
    // What the browser shows; passkeys and providers are bound to it.
    PUBLIC_URL: process.env.PUBLIC_URL || `http://localhost:${PORT}`,
  },
);
start(`${ROOT}apps/course/node_modules/.bin/astro`, ['dev', '--port', PORT], 'apps/course', {
  API_ORIGIN: `http://localhost:${API_PORT}`,
});
