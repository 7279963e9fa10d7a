/** `node scripts/release/assemble-server.ts FOLDER`: after a build, a folder that runs on its own: server, worker, their dependencies, the site. */
import { cpSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { ROOT, run } from '../turbo.ts';

const [folder] = process.argv.slice(2);
if (folder === undefined) {
  console.error('assemble-server: no folder was given; an absent or empty one was needed; name it');
  process.exit(1);
}
const out = resolve(folder);
const code = await run('pnpm', ['--filter', '@glassbox/api', 'deploy', '--prod', '--legacy', out]);
if (code !== 0) process.exit(code);
cpSync(join(ROOT, 'apps/course/dist'), join(out, 'site'), { recursive: true });
