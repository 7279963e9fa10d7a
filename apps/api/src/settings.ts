/** The environment variables of the server, read and checked once. */
import { StartupError } from './errors.ts';

export interface Settings {
  port: number;
  host: string;
  dataDir: string;
  databaseUrl: string | undefined;
  siteDir: string | undefined;
}

const MAX_PORT = 65_535;

/** Returns the settings with their defaults; an empty variable counts as absent. Throws `StartupError`. */
export function readSettings(env: NodeJS.ProcessEnv): Settings {
  return {
    port: readPort(env.PORT || '4321'),
    host: readHost(env.HOST || 'localhost'),
    dataDir: env.DATA_DIR || '.data',
    databaseUrl: env.DATABASE_URL || undefined,
    siteDir: env.SITE_DIR || undefined,
  };
}

function readPort(text: string): number {
  const port = /^\d{1,5}$/.test(text) ? Number(text) : Number.NaN;
  if (port <= MAX_PORT) return port;
  throw new StartupError(
    'port-invalid',
    `PORT: "${text}" is not a port; a whole number from 0 to ${MAX_PORT} was needed; correct PORT or leave it out for 4321.`,
  );
}

function readHost(text: string): string {
  if (!/[\s/]/.test(text)) return text.replace(/^\[(.*)\]$/, '$1');
  throw new StartupError(
    'host-invalid',
    `HOST: "${text}" is not a host; a name or address without http:// and path was needed; correct HOST or leave it out for localhost.`,
  );
}
