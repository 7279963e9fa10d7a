/** The environment variables of the server, read and checked once. */
import { type AskSettings, readAskSettings } from './ask/ask-settings.ts';
import { StartupError } from './errors.ts';
import { type CertificateSettings, DEFAULT_CERTIFICATE_SETTINGS } from './services/certificates/settings.ts';
import { type AccountSettings, readAccountSettings } from './settings/account-settings.ts';
import { type OperationsSettings, readOperationsSettings } from './settings/operations-settings.ts';

export interface Settings {
  port: number;
  host: string;
  dataDir: string;
  databaseUrl: string | undefined;
  siteDir: string | undefined;
  /** The address people reach this site by, without a slash at its end; without it, that of the port. */
  publicUrl: string | undefined;
  certificates: Omit<CertificateSettings, 'origin'>;
  accounts: AccountSettings;
  ask: AskSettings;
  operations: OperationsSettings;
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
    publicUrl: readPublicUrl(env.PUBLIC_URL || undefined),
    certificates: {
      name: env.CERTIFICATE_ISSUER || DEFAULT_CERTIFICATE_SETTINGS.name,
      share: readShare(env.CERTIFICATE_SHARE || undefined),
    },
    accounts: readAccountSettings(env),
    ask: readAskSettings(env),
    operations: readOperationsSettings(env),
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

/** Signed certificates and links in mails carry it, so it is asked for once and not taken from a request. */
function readPublicUrl(text: string | undefined): string | undefined {
  if (text === undefined) return undefined;
  const url = URL.canParse(text) ? new URL(text) : undefined;
  const isOrigin =
    url !== undefined && /^https?:$/.test(url.protocol) && url.pathname === '/' && !url.search && !url.hash;
  if (isOrigin && !url.username) return url.origin;
  throw new StartupError(
    'public-url-invalid',
    `PUBLIC_URL: "${text}" is not the address of a site; http:// or https:// with a host and no path was needed; correct PUBLIC_URL or leave it out for http://localhost and the port.`,
  );
}

function readShare(text: string | undefined): number {
  if (text === undefined) return DEFAULT_CERTIFICATE_SETTINGS.share;
  const share = /^(0|1|0?\.\d+|1\.0+)$/.test(text) ? Number(text) : Number.NaN;
  if (share >= 0 && share <= 1) return share;
  throw new StartupError(
    'certificate-share-invalid',
    `CERTIFICATE_SHARE: "${text}" is not a share; a number from 0 to 1 such as 0.7 was needed; correct CERTIFICATE_SHARE or leave it out for ${DEFAULT_CERTIFICATE_SETTINGS.share}.`,
  );
}

function readHost(text: string): string {
  if (!/[\s/]/.test(text)) return text.replace(/^\[(.*)\]$/, '$1');
  throw new StartupError(
    'host-invalid',
    `HOST: "${text}" is not a host; a name or address without http:// and path was needed; correct HOST or leave it out for localhost.`,
  );
}
