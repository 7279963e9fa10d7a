/** No answer key reaches a browser: every secret text is searched for in the built site, and so are planted ones. */
import { createHash } from 'node:crypto';
import { secretQuizzes } from '@glassbox/curriculum/secret';
import { expect } from '@playwright/test';
import { readSite, SITE } from './built-site.ts';
import { CANARY, CANARY_NUMBER, test } from './planted-site.ts';

/** Shorter texts ("17", an accepted word) may stand in any page; the planted ones cover their fields. */
const LEAST_LENGTH = 12;

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

test('a canary planted in every key is in the secret bundle and nowhere in a site built with it', async ({
  planted,
}) => {
  expect(planted.secret).toContain(CANARY);
  expect(planted.secret).toContain(CANARY_NUMBER);
  const site = await readSite(planted.site);
  expect(site.size).toBeGreaterThan(10);
  const leaks = [...site].filter(([, content]) => content.includes(CANARY) || content.includes(CANARY_NUMBER));
  expect(leaks.map(([file]) => file)).toEqual([]);
});
