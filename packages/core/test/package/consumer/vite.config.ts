/** What a page with `@glassbox/core` needs of Vite: module workers, wasm files as files, and isolation for threads. */
const headers = { 'Cross-Origin-Opener-Policy': 'same-origin', 'Cross-Origin-Embedder-Policy': 'require-corp' };

export default {
  worker: { format: 'es' },
  build: { target: 'esnext', assetsInlineLimit: 0 },
  preview: { headers },
};
