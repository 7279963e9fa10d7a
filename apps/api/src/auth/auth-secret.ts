/** The secret that signs cookies, made once and kept in the data folder where no AUTH_SECRET is set. */
import { randomBytes } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { StartupError } from '../errors.ts';

const FILE = 'auth-secret';
const BYTES = 32;
const OWNER_ONLY = 0o600;

/** Returns the secret of a data folder. Throws `StartupError` when it can be neither read nor made. */
export function keepSecret(dataDir: string): string {
  const path = join(dataDir, FILE);
  const kept = read(path);
  if (kept !== undefined) return kept;
  const secret = randomBytes(BYTES).toString('base64url');
  try {
    mkdirSync(dataDir, { recursive: true });
    writeFileSync(path, `${secret}\n`, { mode: OWNER_ONLY, flag: 'wx' });
  } catch (cause) {
    throw unusable(path, 'it could not be written', cause);
  }
  return secret;
}

function read(path: string): string | undefined {
  let text: string;
  try {
    text = readFileSync(path, 'utf8').trim();
  } catch (cause) {
    if (cause instanceof Error && 'code' in cause && cause.code === 'ENOENT') return undefined;
    throw unusable(path, 'it could not be read', cause);
  }
  if (text.length >= BYTES) return text;
  throw unusable(path, `it holds ${text.length} characters`, undefined);
}

function unusable(path: string, found: string, cause: unknown): StartupError {
  return new StartupError(
    'auth-secret-unusable',
    `${path}: ${found}; a file with a secret of at least ${BYTES} characters was needed; delete it (everyone signs in again) or set AUTH_SECRET.`,
    { cause },
  );
}
