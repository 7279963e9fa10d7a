/** No page points to a file that is not there. */
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, it } from 'vitest';
import { ROOT, readMarkdownFiles } from './markdown-files.ts';

/** `](target)` and `src="target"`, without what stands in code. */
const LINK = /\]\(([^)\s]+)\)|src="([^"]+)"/g;
const ELSEWHERE = /^(https?:|mailto:|#)/;

it('every link to a file of the repository leads to one', () => {
  const broken = readMarkdownFiles().flatMap(({ path, text }) => {
    const prose = text.replaceAll(/^```[\s\S]*?^```$/gm, '').replaceAll(/`[^`\n]*`/g, '');
    return [...prose.matchAll(LINK)]
      .map(([, link, source]) => (link ?? source ?? '').split('#')[0] ?? '')
      .filter((target) => target !== '' && !ELSEWHERE.test(target))
      .filter((target) => !existsSync(join(ROOT, dirname(path), target)))
      .map((target) => `${path} → ${target}`);
  });
  expect(broken).toEqual([]);
});
