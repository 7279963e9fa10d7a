/** What authors do and learners must not see; and what learners see when an author corrected a key. */
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { violationsOn } from './axe.ts';
import { expect, test } from './fixtures.ts';

const SITE = fileURLToPath(new URL('../../course/dist', import.meta.url));
/** Words that stand in the author's panel, its route and the mark of a draft. */
const TRACES = [
  '_authoring',
  'data-author-question',
  '作者面板',
  'Author’s panel',
  'glassbox-authoring',
  'class="draft"',
];

test('the built site holds nothing of the author’s panel, and its server answers nothing there', async ({ server }) => {
  const entries = await readdir(SITE, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile() && /\.(html|js|mjs|css|json|map)$/.test(entry.name));
  expect(files.length).toBeGreaterThan(20);
  const found = await Promise.all(
    files.map(async ({ parentPath, name }) => {
      const text = await readFile(join(parentPath, name), 'utf8');
      return TRACES.filter((trace) => text.includes(trace)).map((trace) => `${name}: ${trace}`);
    }),
  );
  expect(found.flat()).toEqual([]);
  expect((await fetch(`${server.url}/_authoring/next-token`)).status).toBe(404);
});

const NOTICE = {
  id: '6f6f9a4e-4a3c-4d0c-9d0b-0f3f2a0f8a11',
  lesson: 'next-token',
  questionId: 'why-meaning',
  at: '2026-11-24T08:00:00.000Z',
  reason: { zh: '原来的答案算错了', en: 'The key had been worked out wrongly' },
  before: { verdict: 'wrong', score: 0, maxScore: 1 },
  after: { verdict: 'right', score: 1, maxScore: 1 },
  seen: false,
};

for (const scheme of ['light', 'dark'] as const) {
  test(`a learner is told of a regraded answer in “my learning”${scheme === 'light' ? ' and at its question, and puts it away' : ''} (${scheme})`, async ({
    page,
  }) => {
    let seen = false;
    await page.emulateMedia({ colorScheme: scheme });
    await page.route('**/api/regrades', (route) => route.fulfill({ json: { notices: [{ ...NOTICE, seen }] } }));
    await page.route('**/api/regrades/*/seen', (route) => {
      seen = true;
      return route.fulfill({ json: { seen: true } });
    });

    await page.goto('/en/me');
    const listed = page.getByTestId('regrade-notice');
    await expect(listed).toContainText('Why: The key had been worked out wrongly');
    await expect(listed).toContainText('Your best: 0 → 1 of 1');
    expect(await violationsOn(page)).toEqual([]);

    if (scheme === 'dark') return;

    await page.getByRole('region', { name: 'Regraded answers' }).getByRole('link').click();
    await expect(page).toHaveURL(/\/en\/lessons\/next-token#question-why-meaning$/);
    const notice = page.locator('[data-question=why-meaning]').getByTestId('regrade-notice');
    await expect(notice).toContainText('was corrected');
    expect(await violationsOn(page, { within: '[data-question=why-meaning]' })).toEqual([]);
    await notice.getByRole('button', { name: 'Got it' }).click();
    await expect(notice).toHaveCount(0);
    expect(seen).toBe(true);
    await page.goto('/me');
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
    await expect(page.getByTestId('regrade-notice')).toHaveCount(0);
  });
}
