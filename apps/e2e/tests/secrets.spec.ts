/** No answer key reaches a browser: every secret text is searched for in the built site, and so are planted ones. */
import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { cp, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { secretQuizzes } from '@glassbox/curriculum/secret';
import { expect, test } from '@playwright/test';
import { isPair, isScalar, parseDocument, visit } from 'yaml';

const ROOT = fileURLToPath(new URL('../../..', import.meta.url));
const SITE = join(ROOT, 'apps/course/dist');
const TEXT_FILE = /\.(html|js|mjs|css|json|map|txt|xml|svg|webmanifest)$/;
/** Shorter texts ("17", an accepted word) may stand in any page; the planted ones cover their fields. */
const LEAST_LENGTH = 12;
const CANARY = 'glassbox-canary-6d1f';
const CANARY_NUMBER = '918273.645';

const run = promisify(execFile);

/** Every file of a built site that could hold text, by its path. */
async function readSite(folder: string): Promise<Map<string, string>> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries
    .filter((entry) => entry.isFile() && TEXT_FILE.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name));
  return new Map(await Promise.all(files.map(async (file) => [file, await readFile(file, 'utf8')] as const)));
}

/** Names that authors give: of options, which are plain words, and of what a lab measures, which the lab must know. */
const NAMES = ['authoredId', 'measure'];

/** All strings below a value, whatever their depth, but for such names. */
function collectTexts(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, part]) => (NAMES.includes(key) ? [] : collectTexts(part)));
}

/** Texts of a question's key and hints, in every variant, that stand nowhere in its public half. */
function secretTexts(): string[] {
  const texts = Object.values(secretQuizzes).flatMap(({ questions, variants = {} }) =>
    [...questions, ...Object.values(variants).flat()].flatMap((question) => {
      const known = new Set(collectTexts(question.public));
      return [...collectTexts(question.key), ...collectTexts(question.hints)].filter((text) => !known.has(text));
    }),
  );
  return [...new Set(texts)].filter((text) => text.length >= LEAST_LENGTH);
}

/** Fields of a question whose texts only the server may know. */
const SECRET_FIELDS = ['feedback', 'accept', 'hints', 'modelAnswer', 'criteria'];

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

test('the built site holds no text of any answer key', async () => {
  const site = await readSite(SITE);
  const texts = secretTexts();
  expect(site.size).toBeGreaterThan(10);
  expect(texts.length).toBeGreaterThan(50);
  const leaks = [...site].flatMap(([file, content]) =>
    texts.filter((text) => content.includes(text)).map((text) => `${file}: ${text}`),
  );
  expect(leaks).toEqual([]);
});

test('no page has an inline script that its policy does not name by hash, a handler in its markup, or a file from elsewhere', async () => {
  const pages = [...(await readSite(SITE))].filter(([file]) => file.endsWith('.html'));
  expect(pages.length).toBeGreaterThan(50);
  const faults = pages.flatMap(([file, html]) => {
    const policy = /http-equiv="content-security-policy" content="([^"]+)"/i.exec(html)?.[1] ?? '';
    const scripts = /script-src ([^;]+)/.exec(policy)?.[1] ?? '';
    const inline = [
      ...html.matchAll(/<script(?![^>]*\ssrc=)(?![^>]*type="application\/(?:ld\+)?json")[^>]*>([\s\S]*?)<\/script>/g),
    ];
    const unnamed = inline.filter(
      ([, text = '']) => !scripts.includes(createHash('sha256').update(text).digest('base64')),
    );
    const markup = html.replace(/<script[\s\S]*?<\/script>/g, '');
    const found = [
      !policy.includes("default-src 'self'") && 'no policy',
      !policy.includes("base-uri 'none'") && 'a base may be set',
      !policy.includes("object-src 'none'") && 'plug-ins may run',
      /'unsafe-(inline|eval|hashes)'|https?:|\*/.test(policy) && `a lax policy: ${policy}`,
      unnamed.length > 0 && `${unnamed.length} unnamed scripts`,
      /<[^>]+\son[a-z]+\s*=/i.test(markup) && 'a handler in its markup',
      /<(?:script|link|img|iframe|source|video|audio|object|embed)\b[^>]*?\s(?:src|href|data)="(?:https?:)?\/\//i.test(
        markup.replace(/<link[^>]+rel="(?:canonical|alternate)"[^>]*>/g, ''),
      ) && 'a file from elsewhere',
    ];
    return found.filter((fault) => fault !== false).map((fault) => `${file}: ${fault}`);
  });
  expect(faults).toEqual([]);
});

test('a canary planted in every key is in the secret bundle and nowhere in a site built with it', async () => {
  const copy = await mkdtemp(join(tmpdir(), 'glassbox-canary-'));
  try {
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
    expect(quizzes.length).toBeGreaterThan(1);
    for (const quiz of quizzes) {
      await writeFile(join(lessons, quiz), plantCanary(await readFile(join(lessons, quiz), 'utf8')));
    }
    for (const folder of ['packages/curriculum', 'apps/course']) {
      await run('pnpm', ['run', 'build'], {
        cwd: join(copy, folder),
        env: { ...process.env, npm_config_verify_deps_before_run: 'false' },
      });
    }

    const secret = await readFile(join(copy, 'packages/curriculum/dist/secret.js'), 'utf8');
    expect(secret).toContain(CANARY);
    expect(secret).toContain(CANARY_NUMBER);
    const leaks = [...(await readSite(join(copy, 'apps/course/dist')))].filter(
      ([, content]) => content.includes(CANARY) || content.includes(CANARY_NUMBER),
    );
    expect(leaks.map(([file]) => file)).toEqual([]);
  } finally {
    await rm(copy, { recursive: true, force: true });
  }
});
