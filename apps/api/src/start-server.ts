/** Opens the database, brings its tables up to date and serves API and site from one origin. */
import { StartupError } from './errors.ts';

export interface ServerOptions {
  /** A name or address; `localhost` answers on 127.0.0.1 and ::1. */
  host: string;
  /** 0 takes any free port. */
  port: number;
  /** The folder of the embedded database; made when absent, not used with `databaseUrl`. */
  dataDir: string;
  /** A Postgres address, `postgres://user@host/database`. */
  databaseUrl?: string;
  /** The built site; without it only the API is served. */
  siteDir?: string;
  /** Gets one line per event worth reading. */
  log: (line: string) => void;
}

export interface RunningServer {
  /** e.g. `http://localhost:4321` */
  url: string;
  /** What it uses, one line each: database, data folder, site folder. */
  description: string[];
  /** Answers what is under way, then closes the database. May be called twice. */
  close(): Promise<void>;
}

/**
 * Returns a server that answers. Throws `StartupError`, one sentence, when it can't, and then changes nothing.
 */
export async function startServer(_options: ServerOptions): Promise<RunningServer> {
  throw new StartupError('not-built', 'The server is being built.');
}
