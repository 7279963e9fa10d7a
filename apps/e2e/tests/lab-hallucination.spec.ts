/** The labs of lessons `why-hallucinate` and `reduce-hallucination`: a model asked about a world whose truth is known. */
import { expect, test } from './fixtures.ts';
import { openLab, wakeLab } from './lab-page.ts';

test('single answers show their truth, an exam is marked, and another seed is another exam', async ({ page }) => {
  const lab = await openLab(page, '/lessons/why-hallucinate?backend=wasm', 'lab-known-world');
  await lab.getByRole('radio', { name: '70 次以上' }).check();
  await lab.getByTestId('person-0').click();
  await expect(lab.getByTestId('asked').first()).toContainText(/真相|这个世界|两个人/);
  await expect(lab.getByTestId('confidence').first()).toHaveText(/%$/);

  const measured = async () => {
    await lab.getByTestId('per-kind').selectOption('10');
    await lab.getByTestId('measure').click();
    await expect(lab.getByTestId('measure')).toBeVisible();
    await expect(lab.getByTestId('result')).toContainText('95% 的区间');
    return [await lab.getByTestId('rates').textContent(), await lab.getByTestId('ece').textContent()].join(' ');
  };
  const first = await measured();
  await expect(lab.getByTestId('result')).toContainText(/猜/);
  await expect(lab.getByTestId('gist')).not.toBeEmpty();
  await lab.getByTestId('other-people').click();
  expect(await measured()).not.toBe(first);
});

test('the bench measures a remedy against the model as it is, and its threshold and table survive a reload', async ({
  page,
}) => {
  const lab = await openLab(page, '/lessons/reduce-hallucination?backend=wasm', 'lab-mitigation-bench');
  await lab.getByTestId('per-kind').selectOption('10');
  await lab.getByTestId('measure').click();
  await expect(lab.getByTestId('row-2')).toContainText('加一句话');
  await expect(lab.getByTestId('result')).toContainText('个百分点');

  const refused = () => lab.getByTestId('rate-known').getByTestId('refused').textContent();
  const before = await refused();
  await lab.getByTestId('threshold').fill('1');
  expect(await refused()).not.toBe(before);

  const rightOf = async (row: number) =>
    Number((await lab.getByTestId(`row-${row}`).getByTestId('cell-ambiguous').textContent())?.match(/\d+/)?.[0]);
  await lab.getByTestId('caution').uncheck();
  await lab.getByTestId('in-full').check();
  await lab.getByTestId('measure').click();
  await expect(lab.getByTestId('row-3')).toContainText('问全');
  expect(await rightOf(3)).toBeGreaterThan(await rightOf(1));

  await lab.getByTestId('use-book').check();
  await lab.getByTestId('measure').click();
  await expect(lab.getByTestId('row-4')).toContainText('知识库');
  await expect(lab.getByTestId('hand-in')).toHaveText('{"search":"both","passages":5,"threshold":0.4}');
  await expect(lab.getByTestId('best')).toContainText('最划算');

  await page.reload();
  await wakeLab(lab);
  await expect(lab.getByTestId('row-4')).toContainText('知识库');
});
