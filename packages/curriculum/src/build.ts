/** The second half of `pnpm build`: after tsc has written the types, fills dist/public.js and dist/secret.js. */
import { rmSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { publicModule, secretModule } from './emit.ts';
import { loadCourse } from './load-course.ts';
import { CurriculumError } from './problem.ts';

const root = fileURLToPath(new URL('..', import.meta.url));

try {
  const course = loadCourse(root);
  writeFileSync(`${root}dist/public.js`, publicModule(course));
  writeFileSync(`${root}dist/secret.js`, secretModule(course));
  // tsc mapped the empty declarations; those maps would point nowhere.
  for (const map of ['public.js.map', 'secret.js.map']) rmSync(`${root}dist/${map}`, { force: true });
} catch (error) {
  if (!(error instanceof CurriculumError)) throw error;
  console.error(error.message);
  process.exitCode = 1;
}
