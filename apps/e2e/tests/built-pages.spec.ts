/** What search engines and shared links are told of every page, and how much script a page that is read may ship: seen in the built files, without a browser. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { expect } from '@playwright/test';
import { pagesOf, readSite, SITE } from './built-site.ts';
import { SITE_ADDRESS, test } from './planted-site.ts';

const MOST_SCRIPT_BYTES = 15 * 1024;
/** What is worked with rather than read: pages whose island wakes as they open. The home page is none, its live miniature, a small lab, comes when the browser is idle. */
const TOOLS = /^(\/en)?\/(account|ask|ask\/document|bench|certificates|join|me|review|search|teach|teach\/[a-z-]+)$/;
/** When an island's script is fetched without anybody coming near it. */
const AT_ONCE = ['load', 'only'];
const STATIC_IMPORT = /\b(?:import|from)\s*"\.\/([^"]+\.js)"/g;

const isEnglish = (address: string) => /^\/en(\/|$)/.test(address);
const isHidden = (html: string) => html.includes('<meta name="robots" content="noindex">');
/** The address without its language; `/` for the home pages. */
const withoutLanguage = (address: string) => address.replace(/^\/en(?=\/|$)/, '') || '/';
const inEnglish = (path: string) => (path === '/' ? '/en' : `/en${path}`);

/** Values of an attribute of all tags that have the others, decoded. */
function valuesOf(html: string, tag: RegExp): string[] {
  return [...html.matchAll(new RegExp(tag, 'gm'))].map(([, value = '']) =>
    value.replaceAll('&#38;', '&').replaceAll('&amp;', '&').replaceAll('&quot;', '"'),
  );
}

test('every page says its language, title and description, and shared links have a card that is there', async ({
  planted,
}) => {
  const pages = pagesOf(await readSite(planted.site));
  expect(pages.size).toBeGreaterThan(60);
  const titles = new Map<string, string>();
  for (const [address, html] of pages) {
    expect(valuesOf(html, /<html lang="([^"]*)"/), address).toEqual([isEnglish(address) ? 'en' : 'zh-CN']);
    const [title = '', ...moreTitles] = valuesOf(html, /<meta property="og:title" content="([^"]*)"/);
    expect(title, address).not.toBe('');
    expect(moreTitles, address).toEqual([]);
    const [description] = valuesOf(html, /<meta property="og:description" content="([^"]*)"/);
    expect(description?.length ?? 0, address).toBeGreaterThan(10);
    expect(valuesOf(html, /<meta name="description" content="([^"]*)"/), address).toEqual([description]);
    const [image = ''] = valuesOf(html, /<meta property="og:image" content="([^"]*)"/);
    expect(image, address).toMatch(new RegExp(`^${SITE_ADDRESS}/.+\\.(png|jpg)$`));
    const card = await readFile(join(planted.site, new URL(image).pathname));
    expect(card.length, address).toBeGreaterThan(1000);
    if (address.includes('/lessons/')) {
      expect(titles.get(title), `two lessons are called ${title}`).toBeUndefined();
      titles.set(title, address);
    }
  }
});

test('public pages name themselves and their twin, the others ask not to be found, and the sitemap and robots.txt agree', async ({
  planted,
}) => {
  const site = await readSite(planted.site);
  const pages = pagesOf(site);
  const absolute = (path: string) => new URL(path, SITE_ADDRESS).href.replace(/\/$/, '');
  const bare = (addresses: readonly string[]) => addresses.map((address) => address.replace(/\/$/, ''));
  const shown: string[] = [];
  for (const [address, html] of pages) {
    const canonical = valuesOf(html, /<link rel="canonical" href="([^"]*)"/);
    const twins = [...html.matchAll(/<link rel="alternate" hreflang="([^"]*)" href="([^"]*)"/g)];
    if (isHidden(html)) {
      expect([canonical, twins], address).toEqual([[], []]);
      continue;
    }
    const path = withoutLanguage(address);
    expect(bare(canonical), address).toEqual([absolute(address)]);
    expect(
      twins.map(([, language, href = '']) => [language, href.replace(/\/$/, '')]),
      address,
    ).toEqual([
      ['zh-CN', absolute(path)],
      ['en', absolute(inEnglish(path))],
      ['x-default', absolute(path)],
    ]);
    for (const twin of [path, inEnglish(path)]) expect(pages.has(twin), twin).toBe(true);
    shown.push(absolute(address));
  }
  expect(shown.length).toBeGreaterThan(50);
  const sitemap = [...site].filter(([file]) => /^sitemap-\d+\.xml$/.test(file)).map(([, text]) => text);
  expect(bare(valuesOf(sitemap.join(''), /<loc>([^<]*)<\/loc>/)).sort()).toEqual(shown.sort());

  const robots = site.get('robots.txt') ?? '';
  expect(robots).toContain(`Sitemap: ${SITE_ADDRESS}/sitemap-index.xml`);
  const forbidden = valuesOf(robots, /^Disallow: (.+)$/m);
  expect(forbidden.length).toBeGreaterThan(10);
  const found = shown.filter((page) => forbidden.some((path) => new URL(page).pathname.startsWith(path)));
  expect(found).toEqual([]);
  const open = [...pages].filter(
    ([address, html]) => isHidden(html) && !forbidden.some((path) => address.startsWith(path)),
  );
  // Whoever mistypes an address is answered 404 under that address.
  expect(open.map(([address]) => address).sort()).toEqual(['/404', '/en/404']);
});

test('no page links more than 15 KB of script, and none that is only read wakes an island', async () => {
  const site = await readSite(SITE);
  const sizes = new Map<string, number>();
  const sizeOf = (file: string): number => {
    const size = sizes.get(file) ?? gzipSync(site.get(file) ?? '').length;
    sizes.set(file, size);
    return size;
  };
  let read = 0;
  for (const [address, html] of pagesOf(site)) {
    const linked = [
      ...valuesOf(html, /<script\b[^>]*\ssrc="\/([^"]+)"/),
      ...valuesOf(html, /<script\b[^>]*\sdata-page="\/([^"]+)"/),
      ...valuesOf(html, /<link\b[^>]*rel="modulepreload"[^>]*\shref="\/([^"]+)"/),
    ];
    expect(linked.length, address).toBeGreaterThan(0);
    const all = withImports(linked, site);
    expect(
      [...all].reduce((sum, file) => sum + sizeOf(file), 0),
      address,
    ).toBeLessThanOrEqual(MOST_SCRIPT_BYTES);
    if (TOOLS.test(address)) continue;
    read += 1;
    const islands = valuesOf(html, /<astro-island\b[^>]*\sclient="([^"]*)"/);
    expect(
      islands.filter((client) => AT_ONCE.includes(client)),
      address,
    ).toEqual([]);
  }
  expect(read).toBeGreaterThan(50);
});

/** The files with all that they import statically. Throws on one that is not there. */
function withImports(files: readonly string[], site: ReadonlyMap<string, string>): Set<string> {
  const seen = new Set<string>();
  const open = [...files];
  for (let file = open.pop(); file !== undefined; file = open.pop()) {
    if (seen.has(file)) continue;
    seen.add(file);
    const text = site.get(file);
    if (text === undefined) throw new Error(`built-pages: a page needs ${file}, which the build did not write`);
    open.push(...[...text.matchAll(STATIC_IMPORT)].map(([, name]) => `_astro/${name}`));
  }
  return seen;
}
