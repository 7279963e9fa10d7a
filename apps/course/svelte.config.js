/** Svelte's own settings; read by Astro's integration and by svelte-check. */
import { vitePreprocess } from '@astrojs/svelte';

export default { preprocess: vitePreprocess() };
