/**
 * A second build of the course, once for all tests of built files: with a canary in every answer key, and with the address of a site, without which pages have no
 * canonical address and there is no sitemap.
 */
import { execFile } from 'node:child_process';
import { cp, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { test as base } from '@playwright/test';
import { isPair, isScalar, parseDocument, visit } from 'yaml';
import { ROOT } from './built-site.ts';

export const CANARY = 'glassbox-canary-6d1f';
export const CANARY_NUMBER = '918273.645';
export const SITE_ADDRESS = 'https://course.example';

/** Fields of a question whose texts only the server may know. */
const SECRET_FIELDS = ['feedback', 'accept', 'hints', 'modelAnswer', 'criteria'];
const BUILD_MS = 180_000;

const run = promisify(execFile);

interface PlantedSite {
  /** The folder of the built site. */
  readonly site: string;
  /** The text of the bundle that only the server may import. */
  readonly secret: string;
}

export const test = base.extend<object, { planted: PlantedSite }>({
  planted: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads a fixture's needs from its destructured argument.
    async ({}, use) => {
      const copy = await mkdtemp(join(tmpdir(), 'glassbox-canary-'));
      try {
        await use(await build(copy));
      } finally {
        await rm(copy, { recursive: true, force: true });
      }
    },
    { scope: 'worker', timeout: BUILD_MS },
  ],
});

async function build(copy: string): Promise<PlantedSite> {
  const skipGenerated = (path: string) => !/[/\\](dist|\.astro|test-results)$/.test(path);
  for (const folder of ['packages', 'apps']) {
    for (const name of await readdir(join(ROOT, folder))) {
      const planted = ['curriculum', 'course'].includes(name);
      const [from, to] = [join(ROOT, folder, name), join(copy, folder, name)];
      if (planted) await cp(from, to, { recursive: true, verbatimSymlinks: true, filter: skipGenerated });
      else await cp(from, to, { recursive: true, verbatimSymlinks: true, filter: (path) => !path.endsWith('.runs') });
    }
  }
  await symlink(join(ROOT, 'node_modules'), join(copy, 'node_modules'));
  await cp(join(ROOT, 'tsconfig.base.json'), join(copy, 'tsconfig.base.json'));

  const lessons = join(copy, 'packages/curriculum/lessons');
  const quizzes = (await readdir(lessons, { recursive: true })).filter((file) => file.endsWith('quiz.yaml'));
  if (quizzes.length < 2)
    throw new Error(`planted-site: ${lessons} holds ${quizzes.length} quizzes; all of the course were needed`);
  for (const quiz of quizzes) {
    await writeFile(join(lessons, quiz), plantCanary(await readFile(join(lessons, quiz), 'utf8')));
  }
  for (const folder of ['packages/curriculum', 'apps/course']) {
    await run('pnpm', ['run', 'build'], {
      cwd: join(copy, folder),
      env: { ...process.env, npm_config_verify_deps_before_run: 'false', PUBLIC_URL: SITE_ADDRESS },
    });
  }
  return {
    site: join(copy, 'apps/course/dist'),
    secret: await readFile(join(copy, 'packages/curriculum/dist/secret.js'), 'utf8'),
  };
}

/** Writes the canary into every feedback, accepted form, hint, model answer and numeric answer of a quiz. */
function plantCanary(source: string): string {
  const document = parseDocument(source);
  visit(document, {
    Pair(_, pair) {
      const key = isScalar(pair.key) ? pair.key.value : undefined;
      // A number, or a formula that gives one; `answer: true` has nothing to find.
      if (key === 'answer' && isScalar(pair.value) && typeof pair.value.value !== 'boolean')
        pair.value.value = Number(CANARY_NUMBER);
      if (typeof key !== 'string' || !SECRET_FIELDS.includes(key)) return;
      visit(pair.value as never, {
        Scalar(place, scalar, path) {
          const field = path.findLast((step) => isPair(step));
          const isId = isPair(field) && isScalar(field.key) && field.key.value === 'id';
          if (place === 'key' || isId || typeof scalar.value !== 'string') return;
          scalar.value = `${scalar.value} ${CANARY}`;
        },
      });
    },
  });
  return document.toString();
}
