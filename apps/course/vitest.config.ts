import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig } from 'vitest/config';
import { reporters } from '../../vitest.shared.ts';

export default defineConfig({
  // Runes in the states of labs; the site's own settings are for components.
  plugins: [svelte({ configFile: false })],
  test: {
    reporters,
    testTimeout: 60_000,
    isolate: false,
    include: [
      'src/**/*.test.ts',
      'authoring/**/*.test.ts',
      '{after-paint,stylesheets,islands}/**/*.test.ts',
      'test/**/*.test.ts',
    ],
  },
});
