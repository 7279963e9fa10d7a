/**
 * The script of every worker: it loads the worker whose folder the page named. One script for all, so that the build cuts what they share, tfjs and the
 * core, into files that are loaded, kept offline and bundled once; a script for each lab would hold a copy of its own.
 */
const WORKERS = import.meta.glob('/src/{labs/*,bench}/worker.ts');

const load = WORKERS[`/src/${self.name}/worker.ts`];
if (!load)
  throw new Error(`worker: "${self.name}" has no worker.ts; needed is one of ${Object.keys(WORKERS).join(', ')}.`);
// Whatever goes wrong on the way fails this script, which the page hears of.
await load();
