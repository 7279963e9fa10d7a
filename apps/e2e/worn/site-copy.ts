/** A site of its own to update while pages are open: the built one, then the same with every hashed file under another name. */
import { cp, mkdtemp, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const BUILT = fileURLToPath(new URL('../../course/dist', import.meta.url));
const TEXTS = /\.(html|js|css|json)$/;
/** All that a build names by content. Vite's names end in eight characters; these end in others. */
const HASHED = /^(.+)([\w-]{8})(\.\w+)$/;

export interface SiteCopy {
  folder: string;
  /** Puts a new build in its place, as a deployment without the old files does. */
  update(): Promise<void>;
  dispose(): Promise<void>;
}

export async function copySite(): Promise<SiteCopy> {
  const root = await mkdtemp(join(tmpdir(), 'glassbox-site-'));
  const folder = join(root, 'site');
  await cp(BUILT, folder, { recursive: true });
  let builds = 1;
  return {
    folder,
    async update() {
      builds += 1;
      const build = `build${String(builds).padStart(3, '0')}`;
      await renameHashed(folder, build);
      await renameVersion(join(folder, 'offline.json'), build);
    },
    dispose: () => rm(root, { recursive: true, force: true }),
  };
}

async function renameHashed(folder: string, hash: string): Promise<void> {
  const names = await readdir(join(folder, '_astro'));
  const renamed = new Map<string, string>();
  for (const name of names) {
    const [, stem, , ending] = HASHED.exec(name) ?? [];
    // Two files may differ in their hash only, so the old one stays in the name.
    if (stem) renamed.set(name, name.replace(ending ?? '', `${hash}${ending}`));
  }
  const pattern = new RegExp([...renamed.keys()].map((name) => name.replaceAll('.', '\\.')).join('|'), 'g');
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  for (const entry of entries) {
    if (!entry.isFile() || !TEXTS.test(entry.name)) continue;
    const file = join(entry.parentPath, entry.name);
    const text = await readFile(file, 'utf8');
    const next = text.replaceAll(pattern, (name) => renamed.get(name) ?? name);
    if (next !== text) await writeFile(file, next);
  }
  for (const [from, to] of renamed) await rename(join(folder, '_astro', from), join(folder, '_astro', to));
}

/** A build names what a device keeps by its content, which is another one now. */
async function renameVersion(list: string, version: string): Promise<void> {
  await writeFile(list, JSON.stringify({ ...JSON.parse(await readFile(list, 'utf8')), version }));
}
