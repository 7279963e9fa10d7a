/** Runs turbo from the workspace root with its output passed through; the other scripts build and test through it. */
import { type SpawnOptions, spawn } from 'node:child_process';
import { constants } from 'node:os';
import { fileURLToPath } from 'node:url';

export const ROOT = fileURLToPath(new URL('..', import.meta.url));

/** Resolves to the exit code of a program started in the workspace root; a program ended by a signal gives 128 + signal. */
export function run(program: string, parameters: readonly string[], options: SpawnOptions = {}): Promise<number> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, parameters, { cwd: ROOT, stdio: 'inherit', ...options });
    child.on('error', reject);
    child.on('exit', (code, signal) => resolve(code ?? 128 + constants.signals[signal ?? 'SIGTERM']));
  });
}

export function turbo(parameters: readonly string[], options: SpawnOptions = {}): Promise<number> {
  const env = { ...process.env, TURBO_TELEMETRY_DISABLED: '1', TURBO_NO_UPDATE_NOTIFIER: '1', ...options.env };
  return run('turbo', ['run', ...parameters], { ...options, env });
}
