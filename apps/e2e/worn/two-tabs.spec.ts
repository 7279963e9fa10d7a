/** The same lab and the same question in two tabs: one truth, nothing lost, and each tab says what the other did. */
import { expect, test } from '../tests/fixtures.ts';
import { wakeLab } from '../tests/lab-page.ts';
import { pause, reloadAndResume, startTraining, stepOf, untilStep } from './training-lab.ts';

for (const { path, notSaved, trainsElsewhere } of [
  { path: '/lessons/start', notSaved: '另一个标签页正在用这份存档', trainsElsewhere: '另一个标签页正在练这一份' },
  {
    path: '/en/lessons/start',
    notSaved: 'Another tab holds the saved run',
    trainsElsewhere: 'Another tab is training',
  },
]) {
  test(`${path}: the first tab's run stays whole while a second tab trains beside it`, async ({ page, context }) => {
    const lab = await startTraining(page, { path });
    await pause(lab);
    const first = await stepOf(lab);

    const second = await context.newPage();
    await second.goto(`${path}?backend=wasm`);
    const other = second.getByTestId('lab-first-poem');
    await wakeLab(other);
    await other.getByTestId('resume-saved').click();
    await expect(other.getByTestId('failure')).toContainText(trainsElsewhere);
    await other.getByTestId('start').click();
    await untilStep(other, 3);
    await expect(other.getByTestId('keeping')).toContainText(notSaved);
    await second.close();

    await page.bringToFront();
    await lab.getByTestId('resume').click();
    await untilStep(lab, first + 3);
    await pause(lab);
    await reloadAndResume(page, lab);
  });
}
