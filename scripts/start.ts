/**
 * `pnpm start`: builds what changed, then becomes the server in this same process, so that one Ctrl-C ends it.
 * npx and pnpm do not pass SIGTERM on; the server therefore also stops when one of them is gone.
 */
import { pathToFileURL } from 'node:url';
import { watchLaunchers } from './launchers.ts';
import { loadEnv } from './load-env.ts';
import { ROOT, turbo } from './turbo.ts';

interface ServerEntry {
  main(): Promise<void>;
}

loadEnv();
console.log('Glassbox: building what changed (the first time takes about a minute) …');
const code = await turbo([
  'build',
  '--filter=@glassbox/course',
  '--filter=@glassbox/api',
  '--output-logs=errors-only',
  '--log-prefix=none',
]);
if (code !== 0) process.exit(code);

process.env.SITE_DIR ??= `${ROOT}apps/course/dist`;
watchLaunchers(() => process.kill(process.pid, 'SIGTERM'));
const server: ServerEntry = await import(pathToFileURL(`${ROOT}apps/api/dist/main.js`).href);
await server.main();
