/** `pnpm demo`: builds what changed, fills a data folder of its own with invented learners (once), and serves it. */
import { pathToFileURL } from 'node:url';
import { watchLaunchers } from './launchers.ts';
import { ROOT, turbo } from './turbo.ts';

interface DemoEntry {
  main(): Promise<void>;
}

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
const demo: DemoEntry = await import(pathToFileURL(`${ROOT}apps/api/dist/demo/main.js`).href);
await demo.main();
