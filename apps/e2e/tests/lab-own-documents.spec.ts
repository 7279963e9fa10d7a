/** The lab of lesson `build-a-knowledge-base`: an answer with its place, a threshold that refuses, one's own text, an order ignored. */
import { expect, test } from './fixtures.ts';
import { openLab, wakeLab } from './lab-page.ts';

test('the sample answers at once, sources open, settings change the answer, own files are read and bad ones named', async ({
  page,
}) => {
  const lab = await openLab(page, '/lessons/build-a-knowledge-base', 'lab-own-documents');
  await expect(lab.getByTestId('sentence')).toContainText('十四天内');
  await lab.getByTestId('sentence').click();
  await expect(lab.getByTestId('marked')).toContainText('自签收之日起十四天内');

  await lab.getByRole('button', { name: '可以货到付款吗？' }).click();
  await expect(lab.getByTestId('sentence')).toContainText('退款按原来的付款方式');
  await lab.getByTestId('threshold').fill('0.5');
  await expect(lab.getByTestId('answer')).toContainText('文档里没有写到这一点');
  await expect(lab.getByTestId('before')).toContainText('退款按原来的付款方式');
  const cut = await lab.getByTestId('cut').textContent();
  await lab.getByTestId('columns').fill('80');
  await expect(lab.getByTestId('cut')).not.toHaveText(cut ?? '');

  await lab.getByRole('radio', { name: '五六个' }).check();
  await lab.getByTestId('examine').click();
  await expect(lab.getByTestId('result')).toContainText('猜对了');

  const buffer = Buffer.from('茶馆周三休息。二楼可以预订包间，最多坐八个人。');
  await lab.getByTestId('files').setInputFiles([
    { name: '茶馆.txt', mimeType: 'text/plain', buffer },
    { name: '坏的.pdf', mimeType: 'application/pdf', buffer: Buffer.from('%PDF-1.7 nothing') },
  ]);
  await expect(lab.getByTestId('problems')).toContainText('坏的.pdf');
  await lab.getByTestId('question').fill('茶馆星期几休息？');
  await lab.getByTestId('ask').click();
  await lab.getByTestId('threshold').fill('0.2');
  await expect(lab.getByTestId('sentence').first()).toContainText('周三休息');

  await lab.getByTestId('order').click();
  await expect(lab.getByTestId('order-verdict')).toContainText('不会照做');

  await page.reload();
  await wakeLab(lab);
  await expect(lab.getByTestId('threshold')).toHaveValue('0.2');
  await expect(lab.getByTestId('sentence').first()).toContainText('十四天内');
});
