/** Gives `astro dev` the author's panel, live lessons and the addresses that the server resolves on the built site. Does nothing in a build. */
import { fileURLToPath } from 'node:url';
import type { AstroIntegration } from 'astro';
import { pageWithRest } from './page-with-rest.ts';
import { previewPlugin } from './preview-plugin.ts';

const CURRICULUM = fileURLToPath(new URL('../../../packages/curriculum/', import.meta.url));

export function authoring(): AstroIntegration {
  return {
    name: 'glassbox-authoring',
    hooks: {
      'astro:config:setup': ({ command, updateConfig, injectScript }) => {
        if (command !== 'dev') return;
        updateConfig({ vite: { plugins: [previewPlugin(CURRICULUM), pageWithRest()] } });
        injectScript('page', `import ${JSON.stringify(fileURLToPath(new URL('panel/mount.ts', import.meta.url)))};`);
      },
    },
  };
}
