/**
 * `pnpm build`: loads the lessons, has tsc write the types, then fills dist/{public,secret,passages}.js and dist/schemas. Loading
 * comes first, so that a mistake in a lesson leaves the last whole build as it was. GLASSBOX_DRAFTS=1 shows drafts as ready.
 */
import { execFileSync } from 'node:child_process';
import { rmSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { passagesModule, publicModule, secretModule } from './emit.ts';
import { writeJsonSchemas } from './json-schemas.ts';
import { loadCourse } from './load-course.ts';
import { loadPassages } from './load-passages.ts';
import { CurriculumError } from './problem.ts';

const root = fileURLToPath(new URL('..', import.meta.url));

try {
  const course = loadCourse(root, { drafts: process.env.GLASSBOX_DRAFTS === '1' });
  const shell = process.platform === 'win32'; // there tsc is a batch file
  execFileSync('tsc', ['-p', 'tsconfig.build.json'], { cwd: root, stdio: 'inherit', shell });
  writeFileSync(`${root}dist/public.js`, publicModule(course));
  writeFileSync(`${root}dist/secret.js`, secretModule(course));
  writeFileSync(`${root}dist/passages.js`, passagesModule(loadPassages(root, course)));
  writeJsonSchemas(root);
  // tsc mapped the empty declarations; those maps would point nowhere.
  for (const map of ['public.js.map', 'secret.js.map', 'passages.js.map'])
    rmSync(`${root}dist/${map}`, { force: true });
} catch (error) {
  if (error instanceof CurriculumError) console.error(error.message);
  else if (!isExit(error)) throw error;
  process.exitCode = 1;
}

/** tsc has said itself what it found. */
function isExit(error: unknown): boolean {
  return error instanceof Error && 'status' in error && typeof error.status === 'number';
}
