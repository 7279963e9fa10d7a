/**
 * One stylesheet per page, with what the page can use. A page that waits for one file instead of twenty-six paints in half the time on a slow line, and
 * pages that need the same share it. Runs before whatever lists the built files.
 */
import { createHash } from 'node:crypto';
import { globSync } from 'node:fs';
import { readFile, rm, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import type { AstroIntegration } from 'astro';
import { rewritePages } from '../rewrite-pages.ts';
import { keepScopes, linkedStyles, scopesIn, scriptsIn, withOneStyle } from './page-styles.ts';

export function stylesheets(): AstroIntegration {
  return {
    name: 'glassbox-stylesheets',
    hooks: {
      'astro:build:done': async ({ dir, logger }) => {
        const site = fileURLToPath(dir);
        const scripts = await readAll(site, '_astro/*.js');
        const styles = await readAll(site, '_astro/*.css');
        const written = new Map<string, number>();
        await rewritePages(dir, async (html, file) => {
          const links = linkedStyles(html);
          if (links.length === 0) return html;
          const css = keepScopes(links.map((href) => getStyle(styles, href, file)).join('\n'), scopesOf(html, scripts));
          const hash = createHash('sha256').update(css).digest('base64url').slice(0, 8);
          const name = `_astro/page.${hash}.css`;
          if (!written.has(name)) await writeFile(`${site}${name}`, css);
          written.set(name, css.length);
          return withOneStyle(html, `/${name}`);
        });
        await removeUnused(site, styles, scripts);
        const largest = Math.max(...written.values());
        logger.info(`${written.size} stylesheets for all pages, the largest of ${largest} bytes`);
      },
    },
  };
}

async function readAll(site: string, pattern: string): Promise<Map<string, string>> {
  const files = globSync(pattern, { cwd: site }).map((file) => file.replaceAll('\\', '/'));
  return new Map(
    await Promise.all(files.map(async (file) => [`/${file}`, await readFile(`${site}${file}`, 'utf8')] as const)),
  );
}

function getStyle(styles: ReadonlyMap<string, string>, href: string, page: string): string {
  const css = styles.get(href);
  if (css === undefined)
    throw new Error(
      `stylesheets: ${page} links ${href}, which the build did not write; only files in /_astro are known here.`,
    );
  return css;
}

/** The scopes of a page: those in its markup, and those of every script it can come to load. */
function scopesOf(html: string, scripts: ReadonlyMap<string, string>): Set<string> {
  const scopes = scopesIn(html);
  const seen = new Set<string>();
  const open = scriptsIn(html);
  for (let name = open.pop(); name !== undefined; name = open.pop()) {
    const text = scripts.get(`/_astro/${name}`);
    if (seen.has(name) || text === undefined) continue;
    seen.add(name);
    for (const scope of scopesIn(text)) scopes.add(scope);
    open.push(...scriptsIn(text));
  }
  return scopes;
}

/** The files that pages linked until now, except those that a script loads by itself. */
async function removeUnused(
  site: string,
  styles: ReadonlyMap<string, string>,
  scripts: ReadonlyMap<string, string>,
): Promise<void> {
  const all = [...scripts.values()].join('\n');
  for (const href of styles.keys()) if (!all.includes(href.slice(1))) await rm(`${site}${href}`);
}
