/**
 * How the site is built: static pages, one file per address (`lessons/start.html`), strict CSP by hashes, the headers
 * that isolate a page so that labs may use shared memory, and `/api` handed to the API server while developing.
 */
import { createHash } from 'node:crypto';
import { env } from 'node:process';
import { fileURLToPath } from 'node:url';
import { satteri } from '@astrojs/markdown-satteri';
import mdx from '@astrojs/mdx';
import sitemap from '@astrojs/sitemap';
import svelte from '@astrojs/svelte';
import { defineConfig, passthroughImageService } from 'astro/config';
import { afterPaint } from './after-paint/integration.ts';
import { authoring } from './authoring/integration.ts';
import { islands } from './islands/integration.ts';
import { offline } from './offline/integration.ts';
import { search } from './search/integration.ts';
import { isHidden } from './src/discovery/hidden-pages.ts';
import { FETCH_SCRIPT, PAINTED_SCRIPT } from './src/layouts/paint-scripts.ts';
import { paragraphAnchors } from './src/lesson/paragraph-anchors.ts';
import { THEME_SCRIPT } from './src/theme/theme-script.ts';
import { stylesheets } from './stylesheets/integration.ts';

const isolation = {
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Embedder-Policy': 'require-corp',
};
const inlineHashes = [THEME_SCRIPT, PAINTED_SCRIPT, FETCH_SCRIPT].map(
  (script) => `sha256-${createHash('sha256').update(script).digest('base64')}` as const,
);

const isPublic = (page: string) => !isHidden(new URL(page).pathname);
const SITEMAP_LANGUAGES = { defaultLocale: 'zh', locales: { zh: 'zh-CN', en: 'en' } };

export default defineConfig({
  ...(env.PUBLIC_URL && { site: env.PUBLIC_URL }),
  output: 'static',
  trailingSlash: 'never',
  build: { format: 'file', inlineStylesheets: 'never' },
  i18n: {
    defaultLocale: 'zh',
    locales: [{ path: 'zh', codes: ['zh-CN', 'zh'] }, 'en'],
    routing: { prefixDefaultLocale: false },
  },
  integrations: [
    mdx(),
    svelte(),
    authoring(),
    islands(),
    afterPaint(),
    stylesheets(),
    search(),
    offline(),
    ...(env.PUBLIC_URL ? [sitemap({ filter: isPublic, i18n: SITEMAP_LANGUAGES })] : []),
  ],
  // Shiki writes inline styles, which the CSP forbids.
  markdown: { syntaxHighlight: 'prism', processor: satteri({ hastPlugins: [paragraphAnchors] }) },
  // Images that lie beside a lesson are served as they are: no native image library to install.
  image: { service: passthroughImageService() },
  devToolbar: { enabled: false },
  server: { headers: isolation },
  security: {
    csp: {
      directives: [
        "default-src 'self'",
        "img-src 'self' data:",
        "font-src 'self'",
        "connect-src 'self'",
        "worker-src 'self'",
        "object-src 'none'",
        "base-uri 'none'",
        "form-action 'self'",
      ],
      scriptDirective: {
        resources: ["'self'", "'wasm-unsafe-eval'"],
        hashes: inlineHashes,
      },
      styleDirective: { resources: ["'self'"] },
    },
  },
  vite: {
    // Lessons are found by folder: a glob can't go through a package's exports.
    resolve: { alias: { '#lessons': fileURLToPath(new URL('../../packages/curriculum/lessons', import.meta.url)) } },
    // An inlined .wasm would be a data: address, which the CSP forbids.
    build: { assetsInlineLimit: 0 },
    worker: { format: 'es' },
    // Found late, these make the first page load in development fail with "504 Outdated Optimize Dep".
    optimizeDeps: {
      include: [
        '@glassbox/core > @tensorflow/tfjs-backend-cpu',
        '@glassbox/core > @tensorflow/tfjs-backend-webgpu',
        '@glassbox/core > @tensorflow/tfjs-core',
        '@tensorflow/tfjs-backend-wasm',
        'idb-keyval',
        'uplot',
      ],
    },
    server: { proxy: { '/api': env.API_ORIGIN ?? 'http://localhost:4322' } },
  },
});
