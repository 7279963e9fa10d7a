/** What a server is started with: `settings.ts` reads it from the environment, a program may pass its own. */
import type { AskSettings } from './ask/ask-settings.ts';
import type { Catalogue } from './catalogue.ts';
import type { Log } from './operations/log.ts';
import type { CertificateSettings } from './services/certificates/settings.ts';
import type { AccountSettings } from './settings/account-settings.ts';
import type { OperationsSettings } from './settings/operations-settings.ts';

export interface ServerOptions {
  /** A name or address; `localhost` answers on 127.0.0.1 and ::1. */
  host: string;
  /** 0 takes any free port. */
  port: number;
  /** The folder of the embedded database; made when absent, not used with `databaseUrl`. */
  dataDir: string;
  /** A Postgres address, `postgres://user:password@host/database`. */
  databaseUrl?: string | undefined;
  /** The built site; without it only the API is served. */
  siteDir?: string | undefined;
  /** The address people reach this site by; without it, that of host and port. */
  publicUrl?: string | undefined;
  /** Who issues certificates and what they need; without it, the defaults. */
  certificates?: Omit<CertificateSettings, 'origin'> | undefined;
  /** Without them: mails are printed, no provider, nobody is administrator by address. */
  accounts?: AccountSettings | undefined;
  /** How questions about the course are answered; left out, from memory and by quotes. */
  ask?: AskSettings | undefined;
  /** Gets one line per event worth reading. */
  log: Log;
  /** Log, metrics and how it stops; left out: no line per request, no metrics, no waiting. */
  operations?: OperationsSettings | undefined;
  /** The course; without it, what `@glassbox/curriculum` compiled. */
  catalogue?: Catalogue | undefined;
}
