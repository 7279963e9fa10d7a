import 'astro';

declare module 'astro' {
  interface AstroClientDirectives {
    /** Fetched when the browser is idle, awake when the reader is near: `near.ts`. */
    'client:near'?: { rootMargin: string };
  }
}
