/**
 * What the site beside this package can show, read from its folders: a picture is `src/pictures/FirstSteps.astro` for
 * `first-steps`, a lab is the folder `src/labs/first-poem`. Where there is no site (a test, a course elsewhere)
 * the names are not checked.
 */
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

export interface SiteFacts {
  pictures?: readonly string[];
  labs?: readonly string[];
  /** Addresses without language, `/me`. Lessons are not among them. */
  pages?: readonly string[];
}

/** Stands for a picture and a lab that are still to be made: legal in a draft only. */
export const PLACEHOLDER = 'placeholder';
/** The frame around every picture, not a picture. */
const FRAME = 'figure';
/** Folders of `labs/` that hold no lab of their own. */
const NO_LABS = ['parts', 'training', 'worker'];

/** Returns what the site in `apps/course` offers, seen from the package folder. */
export function readSiteFacts(root: string): SiteFacts {
  const source = join(root, '../../apps/course/src');
  if (!existsSync(join(source, 'pages'))) return {};
  const pictures = readdirSync(join(source, 'pictures'))
    .flatMap((file) => kebab(/^(\w+)\.astro$/.exec(file)?.[1]))
    .filter((name) => name !== FRAME);
  const labs = readdirSync(join(source, 'labs'), { withFileTypes: true }).flatMap((entry) =>
    entry.isDirectory() && !NO_LABS.includes(entry.name) ? [entry.name] : [],
  );
  return { pictures, labs, pages: readPages(join(source, 'pages')) };
}

function readPages(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' }).flatMap((file) => {
    const page = file.replaceAll('\\', '/').replace(/\.astro$/, '');
    if (page === file || page.startsWith('en/') || page.includes('[')) return [];
    return [page === 'index' ? '/' : `/${page.replace(/\/index$/, '')}`];
  });
}

/** `FirstSteps` is `first-steps`. */
function kebab(name: string | undefined): string[] {
  return name === undefined ? [] : [name.replaceAll(/(?<=[a-z0-9])(?=[A-Z])/g, '-').toLowerCase()];
}
