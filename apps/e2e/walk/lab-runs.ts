/**
 * One way through every lab to its result, with small settings, in either language and by either hand. A lab is done when its result stands on the
 * page, its gist is told to screen readers, no space follows a Chinese mark and, with a network, the server has heard `lab-finished`.
 */
import { lessons } from '@glassbox/curriculum/public';
import type { Locator, Page } from '@playwright/test';
import { expect } from '../tests/fixtures.ts';
import { islandOf } from '../tests/lab-page.ts';
import type { Hand } from './hand.ts';

type Backend = 'wasm' | 'webgpu';
export type Locale = 'zh' | 'en';

interface Session {
  readonly lab: Locator;
  readonly hand: Hand;
  readonly backend: Backend;
}
interface LabRun {
  /** Makes it short, before anything is pressed. Without it the lab runs as the page offers it. */
  readonly shorten?: (session: Session) => Promise<void>;
  /** From the first press to the last; the prediction has been made. */
  readonly go: (session: Session) => Promise<void>;
  /** The test ID of what stands there in the end. */
  readonly result: string;
  /** It computes on WebGPU where that is chosen. */
  readonly gpu?: true;
}

/** On a computer that is busy with other work; a software adapter needs seconds for a step, and minutes for what is trained. */
const RESULT_MS: Record<Backend, number> = { wasm: 1_200_000, webgpu: 1_800_000 };
const TEACH_VOTES = 4;
const BLIND_ROUNDS = 4;
const MOST_ROUNDS = 20;
/** A full-width mark brings its own room; a space after it comes from a template that thought of English only. */
const GAP_AFTER_MARK = /.{0,16}[。！？；：，、）”][ \u00A0]+\S.{0,16}/gu;

const press =
  (id: string) =>
  ({ lab, hand }: Session) =>
    hand.press(lab.getByTestId(id));

export const LAB_RUNS: Readonly<Record<string, LabRun>> = {
  'first-poem': {
    result: 'result',
    gpu: true,
    async shorten({ lab, hand, backend }) {
      await hand.press(lab.locator('details.lab-settings > summary'));
      await hand.fill(lab.getByTestId('steps'), backend === 'webgpu' ? '5' : '30');
    },
    go: press('start'),
  },
  'one-decoder': { result: 'result', gpu: true, go: press('make') },
  'grow-model': {
    result: 'ratio',
    gpu: true,
    async shorten({ lab, hand }) {
      for (const name of ['nLayer', 'nEmbd', 'vocabSize', 'blockSize'])
        await hand.least(lab.getByTestId(`slider-${name}`));
    },
    go: press('build'),
  },
  microscope: { result: 'result', gpu: true, go: press('try-heads') },
  duel: {
    result: 'result',
    gpu: true,
    shorten: ({ lab, hand }) => hand.choose(lab.getByTestId('games'), '1'),
    go: press('play'),
  },
  // Its race leaves out a graphics card that is imitated, as it is where these walks run.
  'cost-machine': { result: 'speed-wasm', go: press('race') },
  'decision-bench': {
    result: 'result',
    gpu: true,
    async shorten({ lab, hand }) {
      await hand.choose(lab.getByTestId('entries'), '5');
      await hand.least(lab.getByTestId('steps'));
    },
    go: press('measure'),
  },
  'head-start': {
    result: 'result',
    gpu: true,
    shorten: ({ lab, hand }) => hand.choose(lab.getByTestId('size'), 'quick'),
    go: press('run'),
  },
  'be-the-model': {
    result: 'result',
    gpu: true,
    async go({ lab, hand, backend }) {
      await hand.press(lab.getByTestId('start'));
      const timeout = RESULT_MS[backend];
      const over = lab.getByTestId('result');
      for (let round = 0; round < MOST_ROUNDS && !(await over.isVisible()); round++) {
        await expect(lab.getByTestId('reveal')).toBeVisible({ timeout });
        await hand.press(lab.getByTestId('put').first());
        await hand.press(lab.getByTestId('reveal'));
        await hand.press(lab.getByTestId('next'));
        await expect(lab.getByTestId('reveal').or(over).first()).toBeVisible({ timeout });
      }
    },
  },
  sampling: { result: 'distinct', gpu: true, go: press('write') },
  'train-live': {
    result: 'result',
    gpu: true,
    shorten: ({ lab, hand, backend }) => hand.fill(lab.getByTestId('steps'), backend === 'webgpu' ? '10' : '20'),
    go: press('start'),
  },
  'blind-judging': {
    result: 'follows-aligned',
    gpu: true,
    async go({ lab, hand, backend }) {
      for (let round = 0; round < BLIND_ROUNDS; round++) {
        await hand.press(lab.getByTestId('next'));
        await expect(lab.getByTestId('take-none')).toBeEnabled({ timeout: RESULT_MS[backend] });
        await hand.press(lab.getByTestId('take-none'));
      }
      await hand.press(lab.getByTestId('reveal'));
    },
  },
  teach: {
    result: 'measured',
    async go({ lab, hand }) {
      await hand.press(lab.getByTestId('label-1'));
      await hand.press(lab.getByTestId('teach'));
      await expect(lab.getByTestId('test-error')).toContainText('%', { timeout: RESULT_MS.wasm });
      await hand.press(lab.getByTestId('run-sweep'));
    },
  },
  groups: {
    result: 'verdict',
    gpu: true,
    async go({ lab, hand, backend }) {
      // Handwriting is grouped by its points alone; the poet's states are computed.
      if (backend === 'webgpu') await hand.pick(lab.getByTestId('data-poem-ends'));
      await expect(lab.getByTestId('settle')).toBeEnabled({ timeout: RESULT_MS[backend] });
      await hand.press(lab.getByTestId('settle'));
    },
  },
  maze: { result: 'verdict', go: press('train') },
  annotator: {
    result: 'result',
    gpu: true,
    async shorten({ lab, hand }) {
      await hand.choose(lab.getByTestId('extra'), '0');
      await hand.choose(lab.getByTestId('steps'), '4');
    },
    async go({ lab, hand, backend }) {
      const timeout = RESULT_MS[backend];
      for (let vote = 0; vote < TEACH_VOTES; vote++) {
        const before = await lab.getByTestId('place').textContent();
        await expect(lab.getByTestId('vote-0')).toBeEnabled({ timeout });
        await hand.press(lab.getByTestId('vote-0'));
        await expect(lab.getByTestId('place')).not.toHaveText(before ?? '');
      }
      await hand.press(lab.getByTestId('train-reward'));
      await expect(lab.getByTestId('reward-result')).toBeVisible({ timeout });
      await hand.press(lab.getByTestId('run-both'));
    },
  },
  pipeline: { result: 'result', gpu: true, go: press('survey') },
  'known-world': { result: 'result', gpu: true, shorten: tenOfAKind, go: press('measure') },
  'mitigation-bench': { result: 'result', gpu: true, shorten: tenOfAKind, go: press('measure') },
  'own-documents': { result: 'result', go: press('examine') },
  nature: { result: 'jam', go: press('run-sweep') },
  emergence: {
    result: 'trained',
    gpu: true,
    async shorten({ lab, hand }) {
      await hand.press(lab.getByTestId('open'));
      await hand.choose(lab.getByTestId('size'), '1 × 8');
    },
    async go({ lab, hand }) {
      const open = lab.getByTestId('open');
      if (await open.isVisible()) await hand.press(open);
      await hand.press(lab.getByTestId('train'));
    },
  },
  'write-eval': { result: 'verdict', go: press('run') },
  'launch-plan': { result: 'answer', go: press('run') },
};

function tenOfAKind({ lab, hand }: Session): Promise<void> {
  return hand.choose(lab.getByTestId('per-kind'), '10');
}

/** Every lab of every lesson that is there, in the order of the course. */
export const LABS: readonly { readonly lab: string; readonly lesson: string }[] = lessons
  .filter(({ status }) => status === 'ready')
  .flatMap(({ slug, labs }) => labs.map((lab) => ({ lab, lesson: slug })));

export function addressOf(lesson: string, locale: Locale): string {
  return `${locale === 'en' ? '/en' : ''}/lessons/${lesson}`;
}

interface Way {
  readonly lab: string;
  readonly hand: Hand;
  readonly backend?: Backend;
  /** Nobody can hear of the end. */
  readonly offline?: true;
  /** As the page offers it, not made short. */
  readonly whole?: true;
}

/** Runs a lab of the open page to its result. The address chose what it computes with. */
export async function runLab(page: Page, { lab: name, hand, backend = 'wasm', offline, whole }: Way): Promise<void> {
  const run = LAB_RUNS[name];
  if (run === undefined) throw new Error(`runLab: nobody has shown this walk the way through lab ${name}`);
  const lab = page.getByTestId(`lab-${name}`);
  await hand.arrive(lab);
  await expect(islandOf(lab)).not.toHaveAttribute('ssr', /.*/);
  const told = offline
    ? undefined
    : page.waitForResponse(
        (response) => {
          const request = response.request();
          if (!response.url().endsWith('/api/activities') || request.method() !== 'POST') return false;
          const { activity, lab: about } = request.postDataJSON();
          return activity === 'lab-finished' && about === name && response.ok();
        },
        { timeout: 2 * RESULT_MS[backend] },
      );
  // Fails below, by what is on the page, with better words.
  told?.catch(() => undefined);
  const guess = lab.getByTestId('prediction').getByRole('radio').first();
  if ((await guess.count()) > 0) await hand.pick(guess);
  const session = { lab, hand, backend };
  if (!whole) await run.shorten?.(session);
  await run.go(session);
  const result = lab.getByTestId(run.result).first();
  const failure = lab.getByTestId('failure');
  await expect(result.or(failure).first()).toBeVisible({ timeout: RESULT_MS[backend] });
  if ((await failure.count()) > 0) expect(await failure.allTextContents(), `lab ${name} failed`).toEqual([]);
  await expect(result).not.toBeEmpty({ timeout: RESULT_MS[backend] });
  await expect(lab.getByTestId('gist')).not.toBeEmpty({ timeout: RESULT_MS[backend] });
  if ((await page.locator('html').getAttribute('lang')) === 'zh-CN') {
    // biome-ignore lint/performance/useDomNodeTextContent: as it is read, blocks stand on lines of their own and cells have tabs between them.
    const gaps = (await lab.innerText()).match(GAP_AFTER_MARK);
    expect(gaps, `lab ${name}: spaces after Chinese marks`).toBeNull();
  }
  await told;
}
