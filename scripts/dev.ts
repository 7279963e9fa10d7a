/**
 * `pnpm dev`: one command for contributors. Builds once, then keeps the packages compiling, restarts the API when its code
 * or a quiz changes, and serves the course with hot reload on http://localhost:4321 (API calls are passed on).
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { ROOT, turbo } from './turbo.ts';

const API_PORT = process.env.API_PORT ?? '4322';
const PORT = process.env.PORT ?? '4321';
const COMPILED = [
  'packages/kernels',
  'packages/core',
  'packages/models',
  'packages/quiz',
  'packages/curriculum',
  'apps/api',
];

const code = await turbo(['build', '--filter=!@glassbox/course', '--output-logs=errors-only']);
if (code !== 0) process.exit(code);

const children: ChildProcess[] = [];
let stopping = false;

function start(program: string, parameters: string[], cwd: string, env: NodeJS.ProcessEnv = {}): void {
  const child = spawn(program, parameters, { cwd: `${ROOT}${cwd}`, stdio: 'inherit', env: { ...process.env, ...env } });
  child.on('exit', () => stop());
  children.push(child);
}

function stop(): void {
  if (stopping) return;
  stopping = true;
  for (const child of children) child.kill('SIGTERM');
}

for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, stop);
for (const folder of COMPILED) start('tsc', ['-p', 'tsconfig.build.json', '--watch', '--preserveWatchOutput'], folder);
start(process.execPath, ['--watch-path=lessons', '--watch-path=dist/load', 'src/build.ts'], 'packages/curriculum');
start(
  process.execPath,
  [
    '--watch-path=dist',
    '--watch-path=../../packages/quiz/dist',
    '--watch-path=../../packages/curriculum/dist',
    'dist/main.js',
  ],
  'apps/api',
  { PORT: API_PORT, SITE_DIR: '' },
);
start('astro', ['dev', '--port', PORT], 'apps/course', { API_ORIGIN: `http://localhost:${API_PORT}` });
