/** Lets every page fetch the script of its layout after its first paint. Runs before whatever lists the built files. */
import { globSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import type { AstroIntegration } from 'astro';
import { fetchAfterPaint } from './fetch-after-paint.ts';

export function afterPaint(): AstroIntegration {
  return {
    name: 'glassbox-after-paint',
    hooks: {
      'astro:build:done': async ({ dir }) => {
        const site = fileURLToPath(dir);
        for (const file of globSync('**/*.html', { cwd: site })) {
          await writeFile(`${site}${file}`, fetchAfterPaint(await readFile(`${site}${file}`, 'utf8'), file));
        }
      },
    },
  };
}
