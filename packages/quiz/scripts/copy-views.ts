/**
 * Copies Svelte components and style sheets beside the compiled code: `tsc` leaves them behind. Svelte compiles them in
 * the app; only the ends of their relative imports change, as `tsc` does it in ours.
 */
import { cpSync, globSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

const root = join(import.meta.dirname, '..');
const IMPORT = /(from\s+'\.[^']*)\.ts'/g;

for (const file of globSync('**/*.{svelte,css}', { cwd: join(root, 'src') })) {
  const [from, to] = [join(root, 'src', file), join(root, 'dist', file)];
  mkdirSync(dirname(to), { recursive: true });
  if (file.endsWith('.css')) cpSync(from, to);
  else writeFileSync(to, readFileSync(from, 'utf8').replaceAll(IMPORT, "$1.js'"));
}
