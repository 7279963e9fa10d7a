/** Every lab's link: that there is one, that it is the lab's own, and what may not travel. Fields are checked by the compiler. */
import { expect, test } from 'vitest';
import type { LabLink } from './parts/shared-settings.ts';

const views = Object.keys(import.meta.glob('./*/*.svelte', { query: '?raw' }));
const folders = [...new Set(views.map((path) => path.split('/')[1] ?? ''))];
const SHARED = ['closed-world', 'parts', 'training', 'worker'];
const modules = import.meta.glob<Record<string, unknown>>('./*/{choices,controls,plan}.ts', { eager: true });
const links = Object.entries(modules).flatMap(([path, exported]) =>
  'LINK' in exported ? [[path.split('/')[1] ?? path, exported.LINK as LabLink<Record<string, unknown>>] as const] : [],
);

test('every lab has one link', () => {
  const labs = folders.filter((name) => !SHARED.includes(name)).sort();
  expect(links.map(([folder]) => folder).sort()).toEqual(labs);
});

test.each(links)(
  'the link to %s says so, and leaves work and predictions where they are',
  (folder, { lab, fields }) => {
    expect(lab).toBe(folder);
    const travelling = Object.entries(fields).flatMap(([name, kind]) => (kind === 'own' ? [] : [name]));
    expect(travelling).not.toEqual([]);
    for (const name of ['guess', 'backend', 'own', 'ownText', 'cases', 'rounds', 'tries', 'opened']) {
      expect(travelling).not.toContain(name);
    }
  },
);
