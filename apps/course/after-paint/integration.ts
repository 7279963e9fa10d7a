/** Lets every page fetch the script of its layout after its first paint. Runs before whatever lists the built files. */
import type { AstroIntegration } from 'astro';
import { rewritePages } from '../rewrite-pages.ts';
import { fetchAfterPaint } from './fetch-after-paint.ts';

export function afterPaint(): AstroIntegration {
  return {
    name: 'glassbox-after-paint',
    hooks: { 'astro:build:done': ({ dir }) => rewritePages(dir, fetchAfterPaint) },
  };
}
