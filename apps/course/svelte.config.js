/** Svelte's own settings; read by Astro's integration and by svelte-check. */
import { isAbsolute, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { vitePreprocess } from '@astrojs/svelte';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));

export default {
  preprocess: vitePreprocess(),
  compilerOptions: {
    // Svelte names a class after the path of its file, and one outside this app has an absolute path: two folders would build two sites.
    cssHash: ({ filename, hash }) =>
      `svelte-${hash(isAbsolute(filename) ? relative(ROOT, filename).replaceAll('\\', '/') : filename)}`,
  },
};
