/**
 * Gives islands the directive `client:near`, and numbers those of each page. Astro names an island after a hash over the path of its component on
 * the machine that built the page, which nothing reads again: two folders would build two sites (docs/release.md). The numbering runs before
 * whatever lists the built files.
 */
import { fileURLToPath } from 'node:url';
import type { AstroIntegration } from 'astro';
import { rewritePages } from '../rewrite-pages.ts';
import { numberIslands } from './number-islands.ts';

export function islands(): AstroIntegration {
  return {
    name: 'glassbox-islands',
    hooks: {
      'astro:config:setup': ({ addClientDirective }) => {
        addClientDirective({ name: 'near', entrypoint: fileURLToPath(new URL('near.ts', import.meta.url)) });
      },
      'astro:build:done': ({ dir }) => rewritePages(dir, numberIslands),
    },
  };
}
