/**
 * The process: reads the environment, starts the server, says what it uses and stops cleanly when told to.
 * `main()` is for `scripts/start.ts`, which builds first; `node dist/main.js` runs it directly.
 */
import { realpathSync } from 'node:fs';
import { enableCompileCache } from 'node:module';
import { fileURLToPath } from 'node:url';
import { StartupError } from './errors.ts';
import { createLog } from './operations/log.ts';
import { readSettings, type Settings } from './settings.ts';
import type { RunningServer } from './start-server.ts';

/** What comes before the server; returns what to say about it once it runs. */
export type Prepare = (settings: Settings) => Promise<(server: RunningServer) => string[]>;

/** Beside the installed packages and not in the shared /tmp, where others could leave code for us. */
const COMPILED = fileURLToPath(new URL('../node_modules/.cache/compiled', import.meta.url));

/**
 * Runs the server until SIGINT, SIGTERM or SIGHUP, then ends the process with 0. A `StartupError` prints its sentence to
 * stderr and ends it with 1.
 */
export async function main(env: NodeJS.ProcessEnv = process.env, prepare?: Prepare): Promise<void> {
  const stop = Promise.withResolvers<string>();
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => stop.resolve(signal));
  try {
    const settings = readSettings(env);
    enableCompileCache(COMPILED); // without the right to write there, the start only takes longer
    const hints = await prepare?.(settings);
    const log = createLog(settings.operations.logFormat);
    const { startServer } = await import('./start-server.ts');
    const server = await startServer({ ...settings, log });
    const lines = [...server.description, ...(hints?.(server) ?? [])].map((line) => `  ${line}`);
    log([`Glassbox is at ${server.url}`, ...lines, 'Ctrl-C stops it.'].join('\n'));
    const reason = await stop.promise;
    const { drainSeconds } = settings.operations;
    log(`Stopping (${reason}).${drainSeconds > 0 ? ` Answering for ${drainSeconds} s more.` : ''}`);
    await server.close();
    log('Stopped. Everything is saved.');
    process.exit(0);
  } catch (error) {
    if (!(error instanceof StartupError)) throw error;
    console.error(error.message);
    process.exit(1);
  }
}

/** True when this file is the program that node was given, not an import. */
function isProgram(): boolean {
  const given = process.argv[1];
  return given !== undefined && realpathSync(given) === fileURLToPath(import.meta.url);
}

if (isProgram()) await main();
