/** Reads `.env` in the workspace root, if there is one, into the environment; what is set already stays as it is. */
import { existsSync } from 'node:fs';
import { loadEnvFile } from 'node:process';
import { ROOT } from './turbo.ts';

export function loadEnv(): void {
  const file = `${ROOT}.env`;
  if (existsSync(file)) loadEnvFile(file);
}
